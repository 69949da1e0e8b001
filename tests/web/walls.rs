//! Promises about the walls: how much a form may bring, what waits to be confirmed, who is bounded,
//! which cookie counts, where a door leads.

use crate::feedback::{FORM, flat, open, photo};
use crate::kit::load::{Line, get};
use crate::kit::sample;
use crate::promises;
use crate::site::{Page, Site};
use linli::config::Config;
use linli::domain::code::Purpose;
use linli::domain::feedback::FeedbackState;
use linli::domain::moment::DAY;
use linli::domain::policy::{Role, Scope};
use linli::http::arriving::{Arrival, MOST_PARTS, MOST_WORDS};
use linli::http::serve::{self, MOST_HEAD, Patience};
use linli::service::ARRIVING;
use linli::service::allowance::{Act, Whose, take_all_now, take_all_of, take_now};
use linli::service::held::MOST_FILE;
use linli::service::room::SMALL_FORMS;
use linli::store::communities::Community;
use linli::store::sessions::Owner;
use linli::store::{Engine, StoreError, feedback};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

const SUPPORT: &str = "/c/cuiyuan/feedback/CU-1/support";
const URLENCODED: &str = "application/x-www-form-urlencoded";
/// From where the strangers of these promises come.
const SEAT: &str = "203.0.113.9";

/// A photo of so many bytes: what follows a picture's end is no picture.
fn large(bytes: usize) -> Vec<u8> {
    let mut jpeg = photo();
    jpeg.resize(bytes, 0);
    jpeg
}

/// How many forms' files wait to be confirmed.
fn held(site: &Site) -> usize {
    std::fs::read_dir(site.app.config.uploads().join("held")).map_or(0, Iterator::count)
}

/// Uses up what one network may do today.
async fn used_up(site: &Site, act: Act) {
    take_all_now(&site.app, act, act.most(), SEAT).await.unwrap();
}

fn own(page: &Page) -> String {
    page.is(303).to().strip_suffix("/receipt").unwrap().to_owned()
}

/// A published feedback, CU-1.
async fn published(site: &Site) -> Community {
    let (community, now) = (open(site).await, site.app.now());
    let place = community.id;
    site.browser().post(FORM, &[("tile", "leak")]).await.is(303);
    crate::unit!(site.app.store, |c| {
        let mut said = feedback::by_serial(c, place, 1).await?.unwrap();
        (said.state, said.published_at) = (FeedbackState::Published, Some(now));
        feedback::revise_state(c, &said).await?;
        c.touch(place);
        Ok::<_, StoreError>(())
    });
    community
}

promises! {
    async fn a_form_of_words_is_refused_in_words_beyond_half_a_mebibyte(site: &Site) {
        open(site).await;
        let browser = site.browser();
        let much = "a=b&".repeat(MOST_WORDS);
        for door in ["/prefs", FORM, "/login", "/c/cuiyuan/feedback/CU-1/support"] {
            browser.post_as(door, URLENCODED, &much).await.is(413).says("最多 512 KB");
        }
        browser.post_as("/prefs?lang=en", URLENCODED, &much).await.is(413).says("at most 512 KB");
        browser.post_as("/api/ask/similar", URLENCODED, &much).await.is(413);
        let text = "漏".repeat(MOST_WORDS / 3 + 1);
        browser.upload(FORM, &[("text", &text)], &[]).await.is(413).says("最多 512 KB");
        // What fits comes back to be shortened.
        let text = "漏".repeat(MOST_WORDS / 3 - 100);
        browser.upload(FORM, &[("text", &text)], &[]).await.is(422).says(&text);
    }

    async fn what_was_typed_comes_back_as_text_and_never_as_a_page(site: &Site) {
        published(site).await;
        let words = format!("{}</textarea><img src=x onerror=alert(1)>&amp;\"'", "漏".repeat(5_000));
        let fields = [("tile", "leak"), ("text", words.as_str())];
        let back = site.browser().post("/c/cuiyuan/feedback", &fields).await;
        back.is(422).says("&lt;/textarea&gt;&lt;img src=x onerror=alert(1)&gt;&amp;amp;\"'</textarea>").hides("<img src=x");
    }

    async fn a_form_has_so_many_fields_and_no_more(site: &Site) {
        let browser = site.browser();
        let fields: Vec<(&str, &str)> = vec![("lang", "en"); MOST_PARTS];
        browser.post("/prefs", &fields).await.is(303);
        browser.upload("/prefs", &fields, &[]).await.is(303);
        let fields: Vec<(&str, &str)> = vec![("lang", "en"); MOST_PARTS + 1];
        browser.post("/prefs", &fields).await.is(413);
        browser.upload("/prefs", &fields, &[]).await.is(413);
    }

    async fn only_doors_that_take_files_read_them(site: &Site) {
        open(site).await;
        let browser = site.browser();
        let files: [(&str, &str, &[u8]); 1] = [("photos", "a.jpg", &large(1 << 20))];
        for door in ["/prefs", "/login/out", "/login", "/c/cuiyuan/feedback/CU-1/support"] {
            browser.upload(door, &[], &files).await.is(413);
        }
        let other: [(&str, &str, &[u8]); 2] = [("anything", "a.jpg", &large(1 << 20)), ("photos", "b.jpg", &photo())];
        let sent = browser.upload(FORM, &[("tile", "leak")], &other).await;
        assert_eq!(browser.get(&own(&sent)).await.body.matches("class=\"photo\"").count(), 1);
    }

    async fn four_photos_and_a_recording_of_eight_mebibytes_each_are_a_feedback(site: &Site) {
        open(site).await;
        let browser = site.browser();
        let (photo, mut sound) = (large(MOST_FILE), b"OggS".to_vec());
        sound.resize(MOST_FILE, 0);
        let mut files: Vec<(&str, &str, &[u8])> = vec![("photos", "a.jpg", &photo); 4];
        files.push(("recording", "b.ogg", &sound));
        let sent = browser.upload(FORM, &[("tile", "leak"), ("text", "楼顶漏水")], &files).await;
        let page = browser.get(&own(&sent)).await;
        assert_eq!(page.shows("楼顶漏水").says("<audio").body.matches("class=\"photo\"").count(), 4);
        assert_eq!(site.app.arriving.all.available_permits(), ARRIVING, "the room is free again");
    }

    async fn where_there_is_no_room_a_large_form_is_told_to_come_back_and_a_small_one_goes_through(site: &Site) {
        open(site).await;
        let browser = site.browser();
        site.app.arriving.all.close();
        let refused = browser.upload(FORM, &[("tile", "leak")], &[("photos", "a.jpg", &large(1 << 20))]).await;
        refused.is(503).says("现在人太多");
        browser.upload(FORM, &[("tile", "leak")], &[("photos", "a.jpg", &photo())]).await.is(303);
    }

    async fn where_small_forms_have_no_room_they_are_told_to_come_back(site: &Site) {
        open(site).await;
        let browser = site.browser();
        browser.post(FORM, &[("tile", "leak")]).await.is(303);
        assert_eq!(site.app.small.all.available_permits(), SMALL_FORMS, "the room is free again");
        site.app.small.all.close();
        browser.post(FORM, &[("tile", "leak")]).await.is(503).says("现在人太多");
    }

    async fn a_form_takes_room_from_its_first_byte_and_gives_that_of_small_ones_back_once_it_is_large(site: &Site) {
        let left = || (site.app.small.all.available_permits(), site.app.arriving.all.available_permits());
        let form = Arrival::default();
        form.grow(&site.app, 1).await.unwrap();
        assert_eq!(left(), (SMALL_FORMS - 1, ARRIVING));
        form.grow(&site.app, 60 << 10).await.unwrap();
        assert_eq!(left(), (SMALL_FORMS - 61, ARRIVING));
        form.grow(&site.app, 1 << 20).await.unwrap();
        assert_eq!(left(), (SMALL_FORMS, ARRIVING - 2));
        drop(form);
        assert_eq!(left(), (SMALL_FORMS, ARRIVING));
    }

    async fn what_is_to_be_confirmed_is_written_out_once_more_only_if_it_is_short(site: &Site) {
        open(site).await;
        let browser = site.browser();
        browser.says(None);
        let (short, long) = ("<".repeat(100 << 10), "<".repeat(140 << 10));
        browser.post(FORM, &[("text", &short)]).await.is(403).says("&lt;&lt;");
        let refused = browser.post(FORM, &[("text", &long)]).await;
        refused.is(413).says("最多 128 KB").hides("&lt;&lt;");
        browser.fetch(FORM, &[("text", &long)]).await.is(413).says("form_too_large");
    }

    async fn only_files_of_known_fields_and_of_eight_mebibytes_wait_to_be_confirmed(site: &Site) {
        open(site).await;
        let browser = site.browser();
        browser.says(None);
        for (door, field) in [("/prefs", "photos"), ("/login/out", "photos"), (FORM, "anything"), (FORM, "file")] {
            browser.upload(door, &[], &[(field, "a.jpg", &photo())]).await.is(403);
        }
        let (huge, fits) = (large(MOST_FILE + 1), large(MOST_FILE));
        let asked = browser.upload(FORM, &[("text", "楼顶漏水")], &[("photos", "a.jpg", &huge)]).await;
        asked.is(403).says("楼顶漏水").says("每个最多 8 MB");
        assert_eq!(held(site), 0);
        let files: [(&str, &str, &[u8]); 2] = [("photos", "a.jpg", &huge), ("photos", "b.jpg", &fits)];
        let asked = browser.upload(FORM, &[("text", "楼顶漏水")], &files).await;
        asked.is(403).says("每个最多 8 MB").says("1 张");
        assert_eq!(held(site), 1);
        let page = browser.get(&own(&browser.submit(&asked, "/feedback", &[]).await)).await;
        assert_eq!(page.body.matches("class=\"photo\"").count(), 1);
    }

    async fn a_network_and_the_folder_have_room_for_so_much_that_waits(site: &Site) {
        open(site).await;
        let browser = site.browser();
        browser.says(None);
        browser.sits_at(SEAT);
        let files: [(&str, &str, &[u8]); 1] = [("photos", "a.jpg", &photo())];
        let fields = [("tile", "leak"), ("text", "楼顶漏水")];
        take_all_now(&site.app, Act::Hold, Act::Hold.most() - 1, SEAT).await.unwrap();
        browser.upload(FORM, &fields, &files).await.is(403).says("1 张");
        let over = browser.upload(FORM, &fields, &files).await;
        over.is(403).says("这个没有存下").says("楼顶漏水");
        assert_eq!(held(site), 1);
        browser.submit(&over, "/feedback", &[]).await.is(303);
        // Another network, but the folder is full.
        let other = site.browser();
        other.says(None);
        let folder = site.app.config.uploads().join("held");
        std::fs::File::create(folder.join(site.app.random.id(site.app.now()).simple().to_string())).unwrap().set_len(2 << 30).unwrap();
        let over = other.upload(FORM, &fields, &files).await;
        over.is(403).says("等着发出的照片和录音现在太多").says("楼顶漏水");
        assert_eq!(held(site), 2);
    }

    async fn what_waited_to_be_confirmed_is_counted_once(site: &Site) {
        open(site).await;
        let browser = site.browser();
        browser.says(None);
        browser.sits_at(SEAT);
        take_all_now(&site.app, Act::Upload, Act::Upload.most() - 1, SEAT).await.unwrap();
        let asked = browser.upload(FORM, &[("tile", "leak")], &[("photos", "a.jpg", &photo())]).await;
        let sent = browser.submit(asked.is(403), "/feedback", &[]).await;
        browser.get(&own(&sent)).await.shows("class=\"photo\"");
        take_now(&site.app, Whose::Network(SEAT.to_owned()), Act::Upload).await.unwrap_err();
    }

    async fn only_households_of_the_place_and_staff_with_a_duty_there_are_not_bounded_by_their_network(site: &Site) {
        let community = published(site).await;
        let other = sample::elsewhere(&site.app.store, "beihu", site.app.now()).await;
        for act in [Act::Support, Act::Feedback, Act::Upload] {
            used_up(site, act).await;
        }
        let strangers = [
            site.browser(),
            site.household(flat(), other.id).await,
            site.signed_in(Owner::Reader(flat(), community.id, Purpose::Household)).await,
            site.staff("fern", Role::Committee, Scope::Community(other.id)).await,
        ];
        for stranger in strangers {
            stranger.sits_at(SEAT);
            stranger.post(SUPPORT, &[]).await.is(429);
            stranger.post(FORM, &[("tile", "parking")]).await.is(429);
            stranger.upload(FORM, &[("tile", "lights")], &[("photos", "a.jpg", &photo())]).await.is(429);
        }
        let known = [
            site.household(flat(), community.id).await,
            site.staff("nah", Role::Committee, Scope::Community(community.id)).await,
        ];
        for one in known {
            one.sits_at(SEAT);
            one.post(SUPPORT, &[]).await.is(303);
            one.upload(FORM, &[("tile", "parking")], &[("photos", "a.jpg", &photo())]).await.is(303);
        }
    }

    async fn a_household_writes_so_much_a_day_on_all_its_phones_and_keeps_what_it_typed(site: &Site) {
        let community = published(site).await;
        let home = site.household(flat(), community.id).await;
        let sent = home.post(FORM, &[("tile", "parking")]).await;
        let secret = own(&sent);
        for act in [Act::Support, Act::Feedback, Act::Line] {
            take_all_of(&site.app, act, act.most_of_home() - 1, Whose::Home(flat())).await.ok();
        }
        home.post(SUPPORT, &[]).await.is(303);
        home.post(&format!("{secret}/lines"), &[("text", "第一句")]).await.is(303);
        let other = site.household(flat(), community.id).await;
        other.sits_at(SEAT);
        let refused = other.post(FORM, &[("tile", "lights"), ("text", "楼道灯不亮")]).await;
        refused.is(429).says("您家今天").says("最多 20 次").says("楼道灯不亮");
        other.post(&format!("{secret}/lines"), &[("text", "第二句")]).await.is(429).says("最多 40 次").says("第二句");
        other.post("/prefs", &[("lang", "en")]).await.is(303);
        let refused = other.post(FORM, &[("tile", "lights"), ("text", "楼道灯不亮")]).await;
        refused.is(429).says("at most 20 a day").says("楼道灯不亮");
        // Whoever shows no code is not bounded by what a household did.
        site.browser().post(FORM, &[("tile", "lights")]).await.is(303);
        take_now(&site.app, Whose::Home(flat()), Act::Support).await.unwrap_err();
        take_now(&site.app, Whose::Staff, Act::Support).await.unwrap();
        site.clock.set(site.app.now().plus(DAY));
        take_now(&site.app, Whose::Home(flat()), Act::Support).await.unwrap();
    }

    async fn an_account_that_taps_on_many_phones_is_one_person(site: &Site) {
        let community = published(site).await;
        let desk = site.staff("nah", Role::Committee, Scope::Community(community.id)).await;
        for _ in 0..4 {
            desk.cookies.lock().remove("device");
            desk.post(SUPPORT, &[]).await.is(303);
        }
        // The author and the account.
        site.browser().get("/c/cuiyuan/feedback/CU-1").await.shows("2 人同感");
    }

    async fn who_never_ends_the_head_of_a_request_is_not_waited_for(site: &Site) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let addr = listener.local_addr().unwrap();
        let short = Patience { head: Duration::from_millis(100), ..Patience::default() };
        let served = tokio::spawn(serve::within(site.app.clone(), listener, std::future::pending(), short));
        let mut slow = TcpStream::connect(addr).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nhost: loc").await.unwrap();
        // Ends once the server has closed it; nothing else would.
        drop(slow.read_to_end(&mut Vec::new()).await);
        served.abort();
    }

    async fn who_takes_nothing_of_an_answer_is_not_waited_for(site: &Site) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let addr = listener.local_addr().unwrap();
        let short = Patience { taking: Duration::from_millis(100), ..Patience::default() };
        let served = tokio::spawn(serve::within(site.app.clone(), listener, std::future::pending(), short));
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        let mut slow = socket.connect(addr).await.unwrap();
        // Answers fill what the line holds, then requests do. Asking fails once the server has closed the line;
        // nothing else would end it.
        while slow.write_all(&get("/help", "")).await.is_ok() {}
        served.abort();
    }

    async fn a_head_has_so_many_bytes_and_no_more(site: &Site) {
        let mut line = Line::open(site.addr).await.unwrap();
        let fits = format!("x-much: {}\r\n", "a".repeat(MOST_HEAD / 2));
        assert_eq!(line.ask(&get("/help", &fits)).await.unwrap().0, 200);
        let mut line = TcpStream::connect(site.addr).await.unwrap();
        let much = get("/help", &format!("x-much: {}\r\n", "a".repeat(2 * MOST_HEAD)));
        // Of what is sent too much the server may refuse the end, and the words with it.
        drop(line.write_all(&much).await);
        let mut answer = Vec::new();
        drop(line.read_to_end(&mut answer).await);
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    }

    async fn a_door_leads_nowhere_else(site: &Site) {
        let browser = site.browser();
        for back in ["/\t/evil.example", "/\n/evil.example", "/\\evil.example", "//evil.example", "/a\\..\\\\evil.example"] {
            assert_eq!(browser.post("/prefs", &[("lang", "en"), ("back", back)]).await.is(303).to(), "/", "{back:?}");
        }
    }
}

/// A site of its own at a public address over https.
async fn at_https() -> (tempfile::TempDir, Site) {
    let folder = tempfile::tempdir().unwrap();
    let addr = ([127, 0, 0, 1], 0).into();
    let config = Config::check(folder.path().to_owned(), None, addr, "https://linli.example").unwrap();
    (folder, Site::of(config).await)
}

#[test]
fn over_https_every_cookie_is_one_that_no_other_site_can_set() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let (folder, site) = at_https().await;
        let browser = site.browser();
        let chosen = [("lang", "en"), ("mode", "elder"), ("back", "/")];
        browser.post("/prefs", &chosen).await.is(303);
        let names: Vec<String> = browser.cookies.lock().keys().cloned().collect();
        assert!(names.iter().all(|name| name.starts_with("__Host-")), "{names:?}");
        browser.get("/").await.shows("<html lang=\"en\" class=\"elder\"");
        let planted = site.browser();
        planted.cookies.lock().insert("lang".to_owned(), "en".to_owned());
        planted.get("/").await.shows("<html lang=\"zh-CN\"");
        crate::kit::Subject::end(site).await;
        drop(folder);
    });
}

#[test]
fn over_https_only_the_cookie_that_no_other_site_can_set_is_a_session() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let (folder, site) = at_https().await;
        assert_eq!(site.app.store.engine(), Engine::Sqlite);
        let desk = site.staff("wang", Role::Committee, Scope::Everywhere).await;
        let token = desk.cookies.lock().remove("session").unwrap();
        desk.cookies.lock().insert("__Host-session".to_owned(), token.clone());
        desk.get("/desk").await.is(200);
        desk.cookies.lock().remove("__Host-session");
        desk.cookies.lock().insert("session".to_owned(), token);
        assert_ne!(desk.get("/desk").await.status.as_u16(), 200);
        crate::kit::Subject::end(site).await;
        drop(folder);
    });
}
