//! Promises about the record: leaves stay as they were written and are found by their hash.

use crate::kit::{sample, start};
use crate::{promises, unit};
use linli::domain::ids::{CommunityId, LeafId};
use linli::keys::{hex, unhex};
use linli::store::record::{self, Leaf, leaf_hash, same_hash};
use linli::store::{Store, StoreError};

/// RFC 6962 §2.1: the SHA-256 of a zero byte alone.
const EMPTY: &str = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";

async fn written(store: &Store, all: &[Leaf]) {
    let all = all.to_vec();
    unit!(store, |c| {
        for leaf in all {
            c.append(leaf);
        }
        Ok::<_, StoreError>(())
    });
}

promises! {
    async fn leaves_of_a_community_and_kind_are_listed_oldest_first_with_their_hash(store: &Store) {
        let (here, there) = (CommunityId(sample::id(1)), CommunityId(sample::id(2)));
        let leaf = |n: u128, after: i64, place, kind: &str, body: &str| {
            Leaf::new(LeafId(sample::id(n)), start().plus(after), place, kind, body.to_owned())
        };
        let all = [
            leaf(1, 5, here, "ballot", "later"),
            leaf(3, 0, here, "ballot", "引号 \" 与 \\ 与 '"),
            leaf(2, 0, here, "ballot", ""),
            leaf(4, 0, here, "poll", "another kind"),
            leaf(5, 0, there, "ballot", "elsewhere"),
        ];
        written(store, &all).await;
        let mut c = store.read().await.unwrap();
        let found = record::list(&mut c, here, "ballot").await.unwrap();
        let texts: Vec<&str> = found.iter().map(|(body, _)| body.as_str()).collect();
        assert_eq!(texts, ["", "引号 \" 与 \\ 与 '", "later"]);
        assert!(found.iter().all(|(body, hash)| same_hash(body, hash) && hash.len() == 32));
        assert_eq!(hex(&found[0].1), EMPTY);
        assert_eq!(leaf_hash(""), EMPTY);
        assert!(!same_hash("later", &found[0].1));
        assert_eq!(record::count(&mut c).await.unwrap(), 5);
        assert!(record::list(&mut c, there, "poll").await.unwrap().is_empty());
    }

    async fn a_leaf_of_the_same_beginning_counts_only_if_it_says_so_and_is_another_later_one(store: &Store) {
        let (here, there) = (CommunityId(sample::id(1)), CommunityId(sample::id(2)));
        let leaf = |n: u128, after: i64, place, body: &str| {
            Leaf::new(LeafId(sample::id(n)), start().plus(after), place, "ballot", body.to_owned())
        };
        let one = leaf(1, 1, here, "whose 1\nat 1\ncounts yes\n");
        let others = [
            leaf(2, 0, here, "whose 1\nat 0\ncounts yes\n"),
            leaf(3, 2, here, "whose 1\nat 2\ncounts no\n"),
            leaf(4, 2, here, "whose 2\nat 2\ncounts yes\n"),
            leaf(5, 2, there, "whose 1\nat 3\ncounts yes\n"),
        ];
        written(store, std::slice::from_ref(&one)).await;
        written(store, &others).await;
        let hash = unhex(&one.hash).unwrap();
        let asked = async || {
            let mut c = store.read().await.unwrap();
            record::another_counts(&mut c, (here, one.at), "whose 1\n", &hash).await.unwrap()
        };
        assert!(!asked().await);
        written(store, &[leaf(6, 3, here, "whose 1\nat 4\ncounts yes\n")]).await;
        assert!(asked().await);
    }

    async fn a_leaf_is_found_by_the_beginning_of_its_hash(store: &Store) {
        let here = CommunityId(sample::id(1));
        let leaf = Leaf::new(record::leaf_id(sample::id(7)), start(), here, "decision", "{\"act\":\"hide\"}".to_owned());
        let other = Leaf::new(record::leaf_id(sample::id(8)), start(), here, "decision", "{\"act\":\"mask\"}".to_owned());
        written(store, &[leaf.clone(), other]).await;
        let hash = leaf.hash.clone();
        let mut c = store.read().await.unwrap();
        for prefix in [&hash[..], &hash[..20], &hash[..21], &hash[..63]] {
            let found = record::find(&mut c, prefix).await.unwrap().expect(prefix);
            assert_eq!((found.at, found.kind.as_str(), found.body.as_str()), (start(), "decision", leaf.body.as_str()));
            assert_eq!(hex(&found.hash), hash);
        }
        let last = if hash.ends_with('0') { '1' } else { '0' };
        let wrong = format!("{}{last}", &hash[..63]);
        for unknown in [wrong.as_str(), "", "a", "zz", &format!("{hash}00"), "ffffffffffffffffffff"] {
            assert!(record::find(&mut c, unknown).await.unwrap().is_none(), "'{unknown}'");
        }
    }
}
