//! Every failure that a person can see, as a code with its fields and without words.
//!
//! For: what the service answers when it cannot; doors turn it into a sentence (pages) or RFC 9457.
//! Must not know: sentences, languages, HTTP.
//! To add: a variant here, its status in `http::problem`, its sentence in `i18n::problems`.

mod row;

pub use row::{FieldProblems, RowFault, RowProblem};

use crate::domain::moment::Moment;

/// A failure a person can see. Fields carry what the sentence needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing is there under this name or number.
    NotFound,
    /// One must sign in as staff first.
    SignInFirst,
    /// Signed in, but this role or place does not allow it.
    NotAllowed,
    /// The household must be shown by its code first.
    CodeNeeded,
    /// A phone number must be shown first.
    PhoneNeeded,
    /// Whose data is meant must be shown first, by a code or a phone number.
    WhoseData,
    /// This installation has no way to send messages.
    NothingIsSent,
    /// No mobile number of the mainland.
    PhoneWrong,
    /// What was typed is not six figures; it counts as no try.
    FiguresNotSix,
    /// The six figures are not those of the message, or their time is over.
    FiguresWrong,
    /// Too many wrong figures; a new message is needed.
    FiguresUsedUp,
    /// Too many wrong figures for this number today.
    FiguresUsedUpToday,
    /// More messages were asked for than are sent.
    TooManyMessages,
    /// The box that confirms deleting is not ticked.
    DeleteUnticked,
    /// The box of consent is not ticked.
    ConsentNeeded,
    /// The flat's owner must be seen in person once before voting as owner.
    OwnerNeeded,
    /// An owner's letter does nothing before the flat's owner was seen in person.
    OwnerUnseen,
    /// Who printed a flat's owner's letter may not be the one who saw its owner.
    SecondMustSeeOwner,
    /// The same the other way round.
    SecondMustPrint,
    /// The code does not hold for this flat: one answer for unknown, wrong, revoked and expired.
    CodeWrong,
    /// Too many tries at one flat; what works instead is the QR or the desk.
    TooManyTries,
    /// Too many tries from one network, or at all, for today; the QR and the desk work all the time.
    TooManyTriesToday,
    /// More feedback without a code came from this network today than is taken.
    TooMuchFeedback,
    /// More supports without a code came from this network today than are taken.
    TooManySupports,
    /// More photos and recordings without a code came from this network today than are taken.
    TooManyUploads,
    /// The household wrote more of this today than so many.
    TooMuchOfHome(u32),
    /// The household changed its ballots today as often as is taken: so often.
    TooManyChanges(u32),
    /// The household rated works today as often as is taken: so often.
    TooManyRatings(u32),
    /// A community that went into another cannot be opened again.
    Merged,
    /// The session is over: sign in, and the form goes on.
    SignInAgain,
    /// The 8 digits, building or room were left out.
    CodeIncomplete,
    /// Digits that are not eight.
    CodeLength,
    /// Something else than digits among them.
    CodeLetters,
    /// The room numbers of this building repeat from entrance to entrance.
    EntranceNeeded,
    /// Login and password do not belong together.
    SignInWrong,
    /// The password is too short.
    PasswordShort {
        /// Fewest characters.
        least: u32,
    },
    /// The password is on the list of common ones, or one short piece repeated.
    PasswordCommon,
    /// The account's login stands in the password.
    PasswordHoldsLogin,
    /// The six digits or the recovery code are wrong, or were used already.
    FactorWrong,
    /// The passkey was not recognised.
    PasskeyWrong,
    /// The sign-in waited too long for its second step, or too many were wrong.
    SecondOver,
    /// Too many wrong second steps of this account today; passkeys go on.
    SecondUsedUp,
    /// Too many sign-ins, or too many wrong ones; it goes on after a quarter of an hour.
    SignInPaused,
    /// The account chose a duty as often as it may in an hour.
    DutyTooOften,
    /// The password and its repetition differ.
    PasswordsDiffer,
    /// There is no region of this code and no community of this short name.
    UnknownPlace,
    /// A duty says neither one place nor that it is everywhere, or both.
    PlaceNeeded,
    /// The administrators of the installation and of accounts and the auditor are held apart.
    DutiesApart,
    /// No active colleague has this login.
    NoSuchColleague,
    /// This duty is for one building.
    DutyOfBuilding,
    /// This duty is for one community.
    DutyOfCommunity,
    /// This duty is for a region or everywhere.
    DutyOfRegion,
    /// This duty is for more than one building.
    DutyNotOfBuilding,
    /// What is sensitive asks for the password once more.
    ProveAgain,
    /// The password that was asked for once more is not right.
    PasswordWrong,
    /// A login has other letters than allowed.
    UnknownLetters,
    /// A short name has other letters than allowed, or too few.
    SlugLetters {
        /// Fewest characters.
        least: u32,
    },
    /// The one-time slip is unknown, used or out of date.
    SlipWrong,
    /// A field that must be filled is empty.
    Missing,
    /// A box is not ticked.
    TickNeeded,
    /// None of some choices is chosen.
    ChoiceNeeded,
    /// A text is too long.
    TooLong {
        /// Most characters.
        most: u32,
        /// Characters given.
        given: u32,
    },
    /// A number or date cannot be read.
    NotANumber,
    /// A number is outside its range.
    OutOfRange {
        /// Smallest value allowed.
        least: i64,
        /// Largest value allowed.
        most: i64,
    },
    /// A date cannot be read or lies in the wrong order.
    DateWrong,
    /// The day is over already.
    DatePast {
        /// First moment that would do.
        first: Moment,
    },
    /// The day is not here yet.
    DateInFuture {
        /// Last moment that would do.
        last: Moment,
    },
    /// The day lies further ahead than is taken.
    DateTooFar {
        /// End (exclusive) of the last day that would do.
        until: Moment,
    },
    /// A word is not on its list.
    UnknownWord,
    /// The short name is already used.
    NameTaken,
    /// The login is already used.
    LoginTaken,
    /// The file is no photo (JPEG, PNG or WebP) whatever its name.
    NotAPhoto,
    /// The picture has too many pixels.
    PhotoTooLarge {
        /// Megapixels given, rounded up.
        megapixels: u32,
        /// Most megapixels.
        most: u32,
    },
    /// More photos than fit.
    TooManyPhotos(u32),
    /// The file is no recording that phones make (AAC, MP3, Ogg, `WebM`, WAV).
    NotARecording,
    /// The recording is larger than allowed.
    RecordingTooLarge {
        /// Most bytes, in MiB.
        most_mib: u32,
    },
    /// The request is larger than allowed.
    BodyTooLarge {
        /// Most bytes, in MiB.
        most_mib: u32,
    },
    /// The author added as many lines to a feedback as it takes.
    TooManyLines(u32),
    /// The author said whether the matter is solved as often as is taken: so often.
    TooManyOutcomes(u32),
    /// More words, or more fields, than any form here has.
    FormTooLarge {
        /// Most bytes of words, in KiB.
        most_kib: u32,
    },
    /// A file is too large to wait for its form to be confirmed.
    FileTooLarge {
        /// Most bytes of one file, in MiB.
        most_mib: u32,
    },
    /// As many files as there is room for wait for their forms to be confirmed.
    TooManyHeld,
    /// Feedback without a picture, words or file.
    NothingGiven,
    /// A ballot without a choice that is not meant blank.
    NothingChosen,
    /// A paper slip was sent on without a tick, and not as blank.
    SlipEmpty,
    /// The code of a slip is of nobody here.
    SlipCodeWrong,
    /// A bad rating was to be explained, and nothing was said.
    WhyNeeded,
    /// Feedback was to be hidden without naming a rule.
    RuleNeeded,
    /// A decision was sent without saying which.
    ActNeeded,
    /// A poll without works to choose from.
    NoWorksPicked,
    /// The form did not arrive whole.
    FormBroken,
    /// The phase for this is not open now, and no time is set for it.
    PhaseClosed,
    /// The phase for this has not begun.
    PhaseNotOpen {
        /// When it opens.
        opens: Moment,
    },
    /// The phase for this is over.
    PhaseOver {
        /// When it closed.
        closed: Moment,
    },
    /// The community is closed: it can be read, nothing can be written.
    CommunityClosed,
    /// A community cannot be closed before this poll is over and counted, or cancelled.
    PollNotOver {
        /// Its title in Chinese.
        zh: String,
        /// The same in English; may be empty.
        en: String,
    },
    /// The poll has not opened yet.
    PollNotOpen {
        /// When it opens.
        opens: Moment,
    },
    /// The poll is closed.
    PollClosed {
        /// When it closed.
        closed: Moment,
    },
    /// The poll was cancelled.
    PollCancelled,
    /// An open poll cannot be changed, only cancelled with a reason.
    PollAlreadyOpen,
    /// The poll still misses something before it can be opened.
    PollNotReady,
    /// The money of a poll is less than its cheapest work costs.
    BudgetTooSmall {
        /// What the cheapest work costs, in fen.
        least_fen: i64,
    },
    /// More money of a source was spent than came in from it.
    SpentOverReceived {
        /// What came in, in fen.
        received_fen: i64,
    },
    /// A choice names a work that the poll does not offer.
    NotOffered,
    /// The chosen works cost more than the money there is.
    OverBudget {
        /// Sum of the chosen works, in fen (0.01 yuan).
        cost_fen: i64,
        /// The money, in fen.
        budget_fen: i64,
    },
    /// The household is not on this poll's roll.
    NotOnRoll,
    /// The household already voted on another way, and the rule keeps that ballot.
    BallotStands,
    /// The flat was sold, and its earlier owner had cast this ballot then: it stands.
    SoldSince(Moment),
    /// Nobody ticked that an owner signed the slip of an owners' poll.
    SignatureUnchecked,
    /// There is no such flat in this building.
    NoSuchFlat,
    /// No household is on the roll of the community or building.
    RollEmpty,
    /// This very form has made its codes already; making them again would void what was printed.
    LettersMade,
    /// This very form has made its reset slip already; another code would void the one on paper.
    SlipMade,
    /// A slip of this household already waits for the second person.
    SlipWaits,
    /// The slip was not received while the poll took ballots, or the time lies ahead.
    ReceivedOutside {
        /// First moment at which it can have been received.
        from: Moment,
        /// Last moment (the close, or now).
        until: Moment,
    },
    /// The second person read the slip otherwise than it was typed in.
    SlipDiffers,
    /// The work is not finished, so it cannot be rated.
    NotFinished,
    /// A stage cannot follow the present one.
    StageOrder,
    /// The matter has its outcome, and this answer cannot follow it.
    MatterSettled,
    /// An answer does not say what becomes of the matter.
    OutcomeNeeded,
    /// An answer is without words of its own.
    AnswerNeeded,
    /// A reason must be given that residents read.
    ReasonNeeded,
    /// A reason must be given that stays in the audit log.
    ReasonForLog,
    /// A slip was sent back without saying what differs.
    DifferenceNeeded,
    /// A second person must do this.
    SecondPersonNeeded,
    /// Words were changed where they can only be covered.
    OnlyCover,
    /// The time for undoing is over.
    TooLateToUndo,
    /// Somebody changed it meanwhile.
    ChangedMeanwhile,
    /// The roll is in use by an open poll.
    RollInUse,
    /// Another roll came into force since this file came.
    RollOvertaken,
    /// The file has other columns than the one whose columns were shown.
    OtherColumns,
    /// Of the columns that are meant nothing was kept: the file is needed once more.
    FileAgain,
    /// An owner's number was rounded by the program it was copied from.
    NumberRounded,
    /// It begins like a formula.
    LikeFormula,
    /// Something of this name stands here already.
    StandsAlready,
    /// As many numbers as owners are needed, or none.
    OwnersUneven,
    /// A request of this household about its entry is not decided yet.
    RequestWaits,
    /// A roll was read and neither came into force nor was given up.
    RollWaits,
    /// An announced or running poll has fixed cost and must-do of this work.
    FixedByPoll {
        /// Its title in Chinese.
        zh: String,
        /// The same in English; may be empty.
        en: String,
    },
    /// A poll, rating or defect names this work.
    WorkInUse,
    /// The file is no CSV table in UTF-8 at all: a picture, a workbook, another encoding.
    NotATable,
    /// A file of rows has faults; nothing was imported.
    Rows(Vec<RowProblem>),
    /// Another site made the browser send this.
    OtherSite,
    /// The form came from elsewhere, or is too old: look and send once more.
    ConfirmOrigin,
    /// The address or what came with it cannot be read.
    Unreadable,
    /// What was sent is no form.
    NotAForm,
    /// The address is not asked for in this way.
    WrongWay,
    /// The disk is full or read-only: reading goes on, writing does not.
    StorageFull,
    /// Too busy at this moment; try again shortly.
    Busy,
    /// Anything else; the number stands in the log.
    Internal {
        /// Number by which the log entry is found.
        incident: String,
    },
}
