//! Any three files are a conversation or a fault; what is read is written and read the same. The
//! input is comments, votes and matrix with a byte 0 between them; what is empty is missing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use linli::domain::files::polis::{Conversation, Part, Parts, Vote, read, write_comments, write_matrix, write_votes};
use linli_fuzz::is_told;

fuzz_target!(|bytes: &[u8]| {
    let mut files = bytes.splitn(3, |byte| *byte == 0).map(|file| Some(file).filter(|file| !file.is_empty()));
    let [comments, votes, matrix] = [(); 3].map(|()| files.next().flatten());
    let of = |part| match part {
        Part::Comments => comments,
        Part::Votes => votes,
        Part::Matrix => matrix,
    };
    match read(Parts { comments, votes, matrix }) {
        Err(fault) => is_told(of(fault.file).unwrap_or_default(), &fault.fault),
        Ok(found) => {
            assert!(found.warnings.len() <= 303);
            for warning in &found.warnings {
                is_told(of(warning.file).unwrap_or_default(), &warning.fault);
            }
            let pair = |vote: &Vote| (vote.participant, vote.statement);
            assert!(found.votes.is_sorted_by(|one, next| pair(one) < pair(next)));
            assert_eq!(found.groups.len(), found.participants.len());
            again(found);
        }
    }
});

fn again(found: Conversation) {
    // In the matrix these would be columns of another meaning.
    let own = ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"];
    if found.statements.iter().any(|statement| own.contains(&statement.id.trim().to_lowercase().as_str())) {
        return;
    }
    let files = [write_comments(&found), write_votes(&found), write_matrix(&found)];
    let [comments, votes, matrix] = files.each_ref().map(|text| Some(text.as_bytes()));
    let read = read(Parts { comments, votes, matrix }).unwrap_or_else(|fault| panic!("{fault:?} in\n{files:?}"));
    let plain = |found: Conversation| Conversation { warnings: Vec::new(), ..found };
    assert_eq!(plain(read), plain(found), "{files:?}");
}
