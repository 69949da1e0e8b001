//! Promises about files that people send: photos of works, what is no photo, what is too large.

use crate::kit::sample::{self, Voting};
use crate::promises;
use crate::site::{Browser, Page, Site};
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use image::codecs::jpeg::JpegEncoder;
use linli::domain::ids::UploadId;
use linli::domain::policy::{Role, Scope};
use linli::store::works;
use std::io::Write;

const FORM: &str = "/c/cuiyuan/feedback";

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut jpeg = Vec::new();
    JpegEncoder::new(&mut jpeg).encode_image(&image::RgbImage::new(width, height)).unwrap();
    jpeg
}

/// A whole PNG of one bit a pixel, all black: some kilobytes, however many pixels.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([1, 0, 0, 0, 0]);
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    let row = vec![0; width.div_ceil(8) as usize + 1];
    for _ in 0..height {
        packed.write_all(&row).unwrap();
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, body) in [(b"IHDR", head), (b"IDAT", packed.finish().unwrap()), (b"IEND", Vec::new())] {
        let named = [&kind[..], &body].concat();
        let mut sum = Crc::new();
        sum.update(&named);
        png.extend((body.len() as u32).to_be_bytes());
        png.extend(named);
        png.extend(sum.sum().to_be_bytes());
    }
    png
}

async fn voting(site: &Site) -> Voting {
    sample::voting(&site.app.store, "cuiyuan", 2, site.app.now()).await
}

/// Sends the form of a work as it stands, with files.
async fn with_files(browser: &Browser, path: &str, files: &[(&str, &str, &[u8])]) -> Page {
    let form = browser.get(path).await.form(path);
    let fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.upload(&form.action, &fields, files).await
}

async fn photos(site: &Site, it: &Voting) -> [Option<UploadId>; 2] {
    let work = works::find(&mut site.app.store.read().await.unwrap(), it.works[0]).await.unwrap().unwrap();
    [work.before_photo, work.after_photo]
}

promises! {
    async fn photos_of_a_work_stand_side_by_side_and_everybody_sees_them(site: &Site) {
        let it = voting(site).await;
        let desk = site.staff("guan", Role::Official, Scope::Everywhere).await;
        let path = format!("/setup/cuiyuan/works/{}", it.works[0]);
        let (before, after) = (jpeg(64, 48), png(80, 40));
        with_files(&desk, &path, &[("before", "a.jpg", &before), ("after", "b.png", &after)]).await.is(303);
        let [Some(first), Some(second)] = photos(site, &it).await else { panic!("both photos are kept") };
        let page = site.browser().get(&format!("/c/cuiyuan/works/{}", it.works[0])).await;
        page.shows(&format!("/p/{first}")).says(&format!("/p/{second}")).says("改造前").says("改造后");
        for id in [first, second] {
            let photo = site.browser().get(&format!("/p/{id}")).await;
            assert_eq!(photo.is(200).header("content-type"), "image/jpeg");
        }
        // Saving again without choosing files leaves what is there; a new one takes its place.
        with_files(&desk, &path, &[]).await.is(303);
        assert_eq!(photos(site, &it).await, [Some(first), Some(second)]);
        with_files(&desk, &path, &[("after", "c.jpg", &jpeg(32, 32))]).await.is(303);
        let [kept, new] = photos(site, &it).await;
        assert!(kept == Some(first) && new.is_some_and(|id| id != second));
    }

    async fn a_text_that_is_called_a_photo_costs_the_work_nothing(site: &Site) {
        let it = voting(site).await;
        let desk = site.staff("guan", Role::Official, Scope::Everywhere).await;
        let path = format!("/setup/cuiyuan/works/{}", it.works[0]);
        let form = desk.get(&path).await.form(&path);
        let mut fields: Vec<(&str, &str)> = form.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        fields.retain(|(name, _)| *name != "note_zh");
        fields.push(("note_zh", "夜里回家不用摸黑"));
        let files: [(&str, &str, &[u8]); 2] = [("before", "a.jpg", &jpeg(64, 48)), ("after", "b.jpg", b"only words\n")];
        let back = desk.upload(&form.action, &fields, &files).await;
        back.is(422).says("这个文件不是照片").says("夜里回家不用摸黑").says("/p/");
        assert_eq!(photos(site, &it).await, [None, None], "nothing is half saved");
        desk.submit(&back, &path, &[]).await.is(303);
        let [before, after] = photos(site, &it).await;
        assert!(before.is_some() && after.is_none(), "the good one came along");
    }

    async fn a_picture_that_unpacks_to_sixty_megapixels_is_refused_in_words(site: &Site) {
        let it = voting(site).await;
        let desk = site.staff("guan", Role::Official, Scope::Everywhere).await;
        let path = format!("/setup/cuiyuan/works/{}", it.works[0]);
        let huge = png(10_000, 6_000);
        assert!(huge.len() < 50_000, "{} bytes", huge.len());
        with_files(&desk, &path, &[("before", "a.png", &huge)]).await.is(422).says("60 百万像素");
        // What is as large as its frame says, but is no whole picture.
        let cut = &png(400, 300)[..60];
        with_files(&desk, &path, &[("before", "a.png", cut)]).await.is(422).says("这个文件不是照片");
        with_files(&desk, &path, &[("before", "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")]).await.is(422);
        assert_eq!(photos(site, &it).await, [None, None]);
    }

    async fn more_than_a_form_may_carry_is_refused_in_words(site: &Site) {
        voting(site).await;
        let body = vec![0xff; linli::http::MOST_BODY];
        let refused = site.browser().upload(FORM, &[("tile", "leak")], &[("photos", "a.jpg", &body)]).await;
        refused.is(413).says("最多 48 MB").says("href=\"/\"");
    }

    async fn a_photo_of_a_feedback_cannot_be_published_through_a_work(site: &Site) {
        let it = voting(site).await;
        let now = site.app.now();
        sample::rows(&site.app.store, &[sample::said(it.community.id, 1, now)]).await;
        let private = sample::upload(it.community.id, 1, Some(sample::said(it.community.id, 1, now).id), now);
        let id = private.id.to_string();
        crate::unit!(site.app.store, |c| linli::store::uploads::record(c, &private).await);
        let desk = site.staff("guan", Role::Official, Scope::Everywhere).await;
        let path = format!("/setup/cuiyuan/works/{}", it.works[0]);
        let page = desk.get(&path).await;
        desk.submit(&page, &path, &[("before_kept", &id)]).await.is(303);
        assert_eq!(photos(site, &it).await, [None, None]);
    }
}
