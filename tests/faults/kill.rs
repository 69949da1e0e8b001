//! Promises about `kill -9` while ballots come in.

use crate::kit::load::{Line, post};
use crate::kit::{Ground, Subject, sample};
use crate::promises;
use linli::clock::{Clock, SystemClock};
use linli::config::Config;
use linli::domain::ids::{HouseholdId, PollId};
use linli::service::Linli;
use linli::store::{ballots, record};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

const HOUSEHOLDS: usize = 512;
const CONNECTIONS: usize = 16;

/// Settings of an instance that other processes serve.
struct House(Config);

impl Subject for House {
    async fn open(ground: &Ground) -> Self {
        Self(ground.config())
    }
    async fn end(self) {}
}

impl House {
    async fn start(&self) -> (Child, SocketAddr) {
        let addr = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let begun = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_linli"))
            .env("LINLI_DATA", &self.0.data)
            .env("DATABASE_URL", self.0.database_url.as_deref().unwrap_or_default())
            .args(["serve", "--addr", &addr.to_string()])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        loop {
            if let Ok(mut line) = Line::open(addr).await
                && line.ask(&crate::kit::load::get("/readyz", "")).await.is_ok_and(|(status, _)| status == 200)
            {
                return (child, addr);
            }
            assert!(begun.elapsed() < Duration::from_secs(5), "it is not ready again within 5 seconds");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// What the phones know of their sendings to one household's name.
#[derive(Clone, Default)]
struct Sent {
    acknowledged: Vec<(Uuid, String)>,
    unanswered: u64,
    /// One whose answer was cut off was sent after the last acknowledged one.
    unsure: bool,
}

impl Sent {
    /// The next of the household's sendings, in the order in which its one phone sent them.
    fn add(&mut self, sending: (Uuid, String), acknowledged: bool) {
        self.unsure = !acknowledged;
        if acknowledged {
            self.acknowledged.push(sending);
        } else {
            self.unanswered += 1;
        }
    }
}

/// One phone that votes and changes its mind until the line is cut.
async fn vote(
    addr: SocketAddr,
    path: &str,
    sessions: &[(HouseholdId, String)],
    works: &[String],
    seed: u64,
) -> Vec<(HouseholdId, (Uuid, String), bool)> {
    let mut sent = Vec::new();
    let Ok(mut line) = Line::open(addr).await else { return sent };
    for n in 0.. {
        let (household, session) = &sessions[n % sessions.len()];
        let once = Uuid::from_u128(u128::from(seed) << 64 | n as u128);
        let work = works[n % works.len()].clone();
        let body = format!("once={once}&w={work}");
        match line.ask(&post(path, session, &body)).await {
            Ok((303, _)) => sent.push((*household, (once, work), true)),
            Ok((status, _)) => panic!("a ballot was answered with {status}"),
            Err(_) => {
                sent.push((*household, (once, work), false));
                return sent;
            }
        }
    }
    sent
}

async fn tally(app: &Linli, poll: PollId, sent: &HashMap<HouseholdId, Sent>) -> usize {
    let mut c = app.store.read().await.unwrap();
    let in_force = ballots::list(&mut c, poll).await.unwrap();
    let mut seen: Vec<HouseholdId> = in_force.iter().map(|counted| counted.household).collect();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), in_force.len(), "a household has two ballots in force");
    let mut all = 0;
    for (household, sent) in sent {
        let kept = ballots::of_household(&mut c, poll, *household).await.unwrap().len();
        let acknowledged = sent.acknowledged.len();
        assert!(kept >= acknowledged, "{acknowledged} ballots were acknowledged, {kept} are there");
        assert!(
            kept as u64 <= acknowledged as u64 + sent.unanswered,
            "{kept} ballots of {acknowledged} acknowledged ones"
        );
        assert!(acknowledged == 0 || seen.contains(household), "a household's ballot is not in force");
        all += kept;
    }
    assert_eq!(record::count(&mut c).await.unwrap(), all as i64, "every ballot has its leaf in the record");
    all
}

promises! {
    async fn every_acknowledged_ballot_is_there_after_a_kill(house: &House) {
        let now = SystemClock.now();
        let app = Linli::open(house.0.clone()).await.unwrap();
        let it = sample::voting(&app.store, "cuiyuan", HOUSEHOLDS, now).await;
        let tokens = sample::sessions(&app.store, &it, now).await;
        app.store.close().await;
        let sessions: Vec<_> = it.households.iter().copied().zip(tokens).collect();
        let works: Arc<Vec<String>> = Arc::new(it.works.iter().map(ToString::to_string).collect());
        let path = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let rounds: u64 = std::env::var("LINLI_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(5);
        let mut sent: HashMap<HouseholdId, Sent> = HashMap::new();
        let seed = AtomicU64::new(1);
        for round in 0..rounds {
            let (mut child, addr) = house.start().await;
            let phones = sessions.chunks(HOUSEHOLDS / CONNECTIONS).map(|mine| {
                let (mine, path, works) = (mine.to_vec(), path.clone(), works.clone());
                let seed = seed.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(async move { vote(addr, &path, &mine, &works, seed).await })
            });
            let phones: Vec<_> = phones.collect();
            tokio::time::sleep(Duration::from_millis(150 + 70 * (round % 5))).await;
            child.kill().unwrap();
            child.wait().unwrap();
            for phone in phones {
                for (household, sending, acknowledged) in phone.await.unwrap() {
                    sent.entry(household).or_default().add(sending, acknowledged);
                }
            }
        }
        // The last sending of each household whose answer came is sent once more: it gets that answer
        // again and nothing is added. Only where a later one was cut off may that one have replaced it.
        let (mut child, addr) = house.start().await;
        let mut line = Line::open(addr).await.unwrap();
        for (household, session) in &sessions {
            let mine = sent.get(household).cloned().unwrap_or_default();
            if let Some((once, work)) = mine.acknowledged.last() {
                let body = format!("once={once}&w={work}");
                let status = line.ask(&post(&path, session, &body)).await.unwrap().0;
                assert!(status == 303 || (status == 409 && mine.unsure), "{status}, unsure: {}", mine.unsure);
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let app = Linli::open(house.0.clone()).await.unwrap();
        let all = tally(&app, it.poll, &sent).await;
        app.store.close().await;
        let acknowledged: usize = sent.values().map(|mine| mine.acknowledged.len()).sum();
        println!("{rounds} kills, {acknowledged} ballots acknowledged, {all} there, 0 missing");
        assert!(acknowledged > 0);
    }
}
