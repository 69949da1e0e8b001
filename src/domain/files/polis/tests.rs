use super::*;
use crate::domain::files::What;
use proptest::collection::vec;
use proptest::prelude::*;

const COMMENTS: &[u8] = b"timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n\
    5,x,10,3,1,0,1,\"Mehr, bitte\nund \"\"gut\"\"\"\n6,x,9,3,0,1,-1,nein\n";
const VOTES: &[u8] = b"timestamp,datetime,comment-id,voter-id,vote\r\n\
    7,x,9,2,1\r\n9,x,10,11,1\r\n8,x,9,2,-1\r\n8,x,10,11,-1\r\n8,x,9,11,0\r\n8,x,9,11,1\r\n";

fn all(comments: &[u8], votes: &[u8]) -> Result<Conversation, InFile> {
    read(Parts { comments: Some(comments), votes: Some(votes), matrix: None })
}

#[test]
fn the_last_vote_counts_by_time_then_by_row() {
    let found = all(COMMENTS, VOTES).unwrap();
    assert_eq!(found.participants, ["2", "11"]);
    let ids: Vec<&str> = found.statements.iter().map(|statement| statement.id.as_str()).collect();
    assert_eq!(ids, ["9", "10"]);
    assert_eq!(found.statements[1].text, "Mehr, bitte\nund \"gut\"");
    assert_eq!((found.statements[0].moderated, found.statements[0].disagrees_said), (-1, 1));
    let votes: Vec<(u32, u32, i8)> =
        found.votes.iter().map(|vote| (vote.participant, vote.statement, vote.value)).collect();
    assert_eq!(votes, [(0, 0, -1), (1, 0, 1), (1, 1, 1)]);
    assert_eq!((found.groups, found.warnings), (vec![None, None], vec![]));
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let mut lines: Vec<&[u8]> = VOTES.split_inclusive(|byte| *byte == b'\n').collect();
    // The two rows of one time stay in their order; they are the last.
    lines[1..5].reverse();
    assert_eq!(all(COMMENTS, &lines.concat()), all(COMMENTS, VOTES));
}

#[test]
fn the_matrix_alone_is_a_conversation_with_groups() {
    let matrix = b"participant,group-id,n-comments,n-votes,n-agree,n-disagree,9,10\n11,1,0,2,2,0,1,1\n2,,0,1,0,1,-1,\n";
    let found = read(Parts { matrix: Some(matrix), ..Parts::default() }).unwrap();
    assert_eq!(found.votes, all(COMMENTS, VOTES).unwrap().votes);
    assert_eq!(found.groups, [None, Some(1)]);
    let both = read(Parts { matrix: Some(matrix), votes: Some(VOTES), comments: Some(COMMENTS) }).unwrap();
    assert_eq!((both.groups, both.warnings), (found.groups, vec![]));
}

#[test]
fn a_matrix_that_says_something_else_is_a_warning() {
    let matrix = b"participant,n-agree,n-disagree,9,10\n2,1,0,1,\n";
    let found = read(Parts { matrix: Some(matrix), votes: Some(VOTES), comments: None }).unwrap();
    let told: Vec<(Part, usize, &str)> =
        found.warnings.iter().map(|warning| (warning.file, warning.fault.line, warning.fault.text.as_str())).collect();
    assert_eq!(told, [(Part::Matrix, 2, "2 9")]);
    assert_eq!(found.warnings[0].fault.what, What::FilesDiffer);
}

#[test]
fn signs_of_the_database_are_turned_only_where_the_counts_show_it() {
    let comments = b"comment-id,comment-body,agrees,disagrees\n1,a,25,4\n2,b,3,20\n";
    let votes = |agree: i8| {
        let mut text = "comment-id,voter-id,vote\n".to_owned();
        for (statement, agrees, disagrees) in [(1, 25, 4), (2, 3, 20)] {
            for voter in 0..agrees + disagrees {
                let vote = if voter < agrees { agree } else { -agree };
                text.extend([format!("{statement},{voter},{vote}\n")]);
            }
        }
        text
    };
    let straight = all(comments, votes(1).as_bytes()).unwrap();
    let turned = all(comments, votes(-1).as_bytes()).unwrap();
    assert_eq!(straight.votes, turned.votes);
    assert_eq!(straight.warnings, []);
    assert_eq!(turned.warnings[0].fault.what, What::Turned);
    // Three votes that changed later prove nothing.
    let few =
        all(b"comment-id,comment-body,agrees,disagrees\n1,a,0,3\n", b"comment-id,voter-id,vote\n1,1,1\n1,2,1\n1,3,1\n");
    assert_eq!(few.unwrap().votes.iter().map(|vote| vote.value).sum::<i8>(), 3);
}

#[test]
fn a_statement_without_words_is_told() {
    let found = all(COMMENTS, b"comment-id,voter-id,vote\n12,1,1\n").unwrap();
    assert_eq!((found.statements.len(), found.statements[2].id.as_str()), (3, "12"));
    assert_eq!((found.warnings[0].file, &found.warnings[0].fault.what), (Part::Comments, &What::UnknownOption));
}

#[test]
fn what_is_wrong_is_told_with_its_file_and_place() {
    let cases: [(Part, &[u8], usize, usize, What); 9] = [
        (Part::Votes, b"comment-id,voter-id,vote\n1,2,2\n", 2, 5, What::UnknownWord { known: "1 0 -1".into() }),
        (Part::Votes, b"comment-id,voter-id,vote\n1,2,ja\n", 2, 5, What::NotANumber),
        (Part::Votes, b"comment-id,voter-id,vote\n1,2,\n", 2, 5, What::Missing { name: "vote".into() }),
        (Part::Votes, b"comment-id,voter-id,vote\n1\n", 2, 0, What::Missing { name: "voter-id".into() }),
        (Part::Votes, b"comment-id,vote\n1,2\n", 1, 0, What::NoColumn { name: "voter-id".into() }),
        (Part::Comments, b"comment-id,comment-body\n1,a\n1,b\n", 3, 1, What::OptionTwice { first: 2 }),
        (Part::Matrix, b"participant,9,9\n1,1,1\n", 1, 15, What::Twice { name: "9".into() }),
        (Part::Matrix, b"participant,9\n1,1\n2,0\n1,0\n", 4, 0, What::SameAgain { first: 2 }),
        (Part::Matrix, b"participant,9\n1,\"\n", 2, 3, What::OpenQuote),
    ];
    for (file, bytes, line, column, what) in cases {
        let of = |part: Part| (part == file).then_some(bytes);
        let parts = Parts { comments: of(Part::Comments), votes: of(Part::Votes), matrix: of(Part::Matrix) };
        let found = read(parts).unwrap_err();
        assert_eq!((found.file, found.fault.line, found.fault.column, &found.fault.what), (file, line, column, &what));
    }
    assert_eq!(read(Parts::default()).unwrap_err().fault.what, What::Empty);
}

#[test]
fn what_is_missing_behind_a_line_break_in_quotes_is_told_in_its_own_line() {
    let matrix = b"9,participant\n\"1 and more\nb\",\n";
    let found = read(Parts { matrix: Some(matrix), ..Parts::default() }).unwrap_err().fault;
    assert_eq!((found.line, found.column, found.what), (3, 4, What::Missing { name: "participant".into() }));
}

fn conversation() -> impl Strategy<Value = Conversation> {
    let statement = ("[a,\"\n一]{0,5}", -1_i8..=1, 0_i64..9, 0_i64..9);
    (vec(statement, 1..4), vec((vec(-2_i8..=1, 3), 0..3_u32), 1..5)).prop_map(|(statements, people)| {
        let statements: Vec<Statement> = statements
            .into_iter()
            .zip(["2", "10", "x"])
            .map(|((text, moderated, agrees_said, disagrees_said), id)| {
                let (id, author, text) = (id.to_owned(), "7".to_owned(), text.trim().to_owned());
                Statement { id, text, author, moderated, agrees_said, disagrees_said }
            })
            .collect();
        let mut votes = Vec::new();
        for (participant, (values, _)) in (0..).zip(&people) {
            for (statement, value) in (0..).zip(values).take(statements.len()).filter(|(_, value)| **value > -2) {
                votes.push(Vote { participant, statement, value: *value });
            }
        }
        let participants = (1..=people.len()).map(|person| (person * 7).to_string()).collect();
        let groups = people.iter().map(|(_, group)| group.checked_sub(1)).collect();
        Conversation { statements, participants, votes, groups, warnings: Vec::new() }
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(conversation in conversation()) {
        let files = [write_comments(&conversation), write_votes(&conversation), write_matrix(&conversation)];
        let [comments, votes, matrix] = files.each_ref().map(|text| Some(text.as_bytes()));
        let expected = Ok(conversation);
        prop_assert_eq!(read(Parts { comments, votes, matrix }), expected.clone());
        prop_assert_eq!(read(Parts { comments, votes: None, matrix }), expected);
    }
}
