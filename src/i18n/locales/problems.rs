//! A sentence for every problem: why, and what works instead.

mod account;
mod proof;
mod roll;
mod setup;
mod staff;

use crate::domain::problem::Problem;
use crate::i18n::money::short;
use crate::i18n::{Lang, dates};

/// The sentence.
pub fn sentence(lang: Lang, problem: &Problem) -> String {
    let own = staff::both(problem).or(account::both(problem)).or(proof::both(problem)).or(roll::both(problem));
    if let Some((zh, en)) = own {
        return lang.pick(zh, en).to_owned();
    }
    match lang {
        Lang::Zh => zh(problem),
        Lang::En => en(problem),
    }
}

fn zh(problem: &Problem) -> String {
    use Problem as P;
    let plain = match problem {
        P::NotFound => "这里没有这个页面。可能网址抄错了，也可能已经撤下。",
        P::SignInFirst => "请先登录。",
        P::NotAllowed => "您的账号不能做这件事，或者不管这个小区。",
        P::CodeNeeded => "请先用信上的参与码证明您是这户人家。",
        P::CodeWrong => "参与码和楼栋、房号对不上。请对照信纸再看一遍，或到居委会补一张。",
        P::TooManyTries => {
            "试的次数太多，这户的数字码停用了，扫一次信上的二维码才恢复。二维码一直能用，也可以到居委会办理。"
        }
        P::TooManyTriesToday => "试的次数太多，数字码停用到今天 24:00。信上的二维码一直能用，也可以到居委会办理。",
        P::CodeLength => "信上的数字码是 8 位（业主信是 9 位），请对着信再数一遍。",
        P::CodeIncomplete => "请填楼栋、房号和信上的 8 位数字。",
        P::SignInWrong => "账号或密码不对，请再试一次。忘了密码请同事给您打一张重设单。",
        P::SignInPaused => "登录试的次数太多，请过 15 分钟再试，或者请同事打一张重设单。",
        P::Missing => "这里还没有填。",
        P::NotANumber => "这里请填数字。",
        P::DateWrong => "日期看不懂，或者结束早于开始。",
        P::UnknownWord => "请从列表里选一个。",
        P::NameTaken => "这个短名已经有人用了，请换一个。",
        P::LoginTaken => "已经有人用这个账号了，请换一个。",
        P::NotAPhoto => "这个文件不是照片。请选 JPEG、PNG 或 WebP 照片。",
        P::NotARecording => "这个文件不是录音。请用手机的录音再选一次。",
        P::NothingGiven => "请点一样，或者写一句、拍一张。",
        P::NothingChosen => "一项都没选。想弃权，请勾「都不选」。",
        P::SlipEmpty => "还没有照票勾。票上真的什么都没勾，请勾最下面的「空白票」。",
        P::SlipCodeWrong => "这个小区没有这个码，或者码已经作废。请对照票再看一遍，或者改填楼栋和房号。",
        P::WhyNeeded => "请选一个原因，或者写一句哪里不好。",
        P::RuleNeeded => "请选按哪一条规则隐藏，作者和公开日志里都会写明。",
        P::ActNeeded => "请点一个按钮，说明怎么处理这一条。",
        P::NoWorksPicked => "请至少勾两项，居民才有得选。",
        P::FormBroken => "内容没有传完整，请再发一次。",
        P::PhaseClosed => "现在不是办这件事的时间。",
        P::CommunityClosed => "这个小区的改造已经结束，只能看、不能再写。有事请找居委会。",
        P::PollCancelled => "这次投票已经取消，原因写在投票页上。",
        P::PollAlreadyOpen => "投票已经开始，不能再改；可以写明原因取消。",
        P::PollNotReady => "还不能开始：请先导入名册、定好预算、选好项目和起止时间。",
        P::NotOffered => "您选的项目不在这次投票里，请再选一次。",
        P::NotOnRoll => "您家不在这次投票的名册上，请联系居委会。",
        P::BallotStands => "您家已经投过票，按这次投票的规则，以先前那张为准。",
        P::NoSuchFlat => "名册上这栋楼没有这个房号，请再核对一遍；有单元的写成 2-301。",
        P::RollEmpty => "名册上还没有住户，请先导入名册。",
        P::LettersMade => {
            "这张表已经生成过一批信，这次没有再换码。那批信印好了就能用；没印成的，请重新打开这一页再生成，旧的一批就作废。"
        }
        P::NotFinished => "这一项还没有完工，完工以后再评。",
        P::StageOrder => "阶段不能这样跳。",
        P::MatterSettled => "这件事已经有结果，不能再这样答复。居民说没有解决以后，才能重新答复。",
        P::ReasonNeeded => "请写明原因，居民会看到。",
        P::ReasonForLog => "请写明原因，会留在操作记录里。",
        P::DifferenceNeeded => "请写明哪里和票不一样，录入的同事要照着改。",
        P::SecondPersonNeeded => "这一步要另一位工作人员来做。",
        P::OnlyCover => "这里只能遮住字，不能改写别人的话。把要遮的字换成两个以上的星号 **。",
        P::TooLateToUndo => "已经过了 24 小时，不能撤销。",
        P::ChangedMeanwhile => "刚才有人改过这里，请看一下新的内容再试。",
        P::RollInUse => "正在投票，名册现在不能换。",
        P::RollOvertaken => {
            "这份文件上传以后，名册已经换成另一份了。现在的名册没有动；请重新上传这份文件，看过会改什么再导入。"
        }
        P::WorkInUse => "已经有投票、评价或整改提到这一项，不能删掉。",
        P::NotATable => {
            "这个文件不是能读的表格。请用 Excel 或 WPS 打开，点「另存为」，类型选 xlsx 或「CSV UTF-8（逗号分隔）」，再选那个文件。"
        }
        P::ConfirmOrigin => "请再确认一次。",
        P::StorageFull => "服务器存储已满，暂时只能看、不能写。您填的内容还在，请稍后再试。",
        P::Busy => "现在人太多，请过一会儿再试。您填的内容还在。",
        _ => return zh_of_bounds(problem).map_or_else(|| zh_with_figures(problem), str::to_owned),
    };
    plain.to_owned()
}

/// What is too much of a day, and what cannot be opened.
const fn zh_of_bounds(problem: &Problem) -> Option<&'static str> {
    use Problem as P;
    Some(match problem {
        P::TooMuchFeedback => {
            "今天从您这个网络发来的意见已经很多，先收到这里。用信上的参与码证明您是这户人家，就能接着发；也可以明天再发，或到居委会说。您填的都还在，留 24 小时。"
        }
        P::TooManySupports => {
            "今天从您这个网络点的“我家也是”已经很多，先记到这里。用信上的参与码证明您是这户人家，就能接着点；也可以明天再点。"
        }
        P::TooManyUploads => {
            "今天从您这个网络发来的照片和录音已经很多，这个没有存下。可以先不放照片发出去，或用信上的参与码证明您是这户人家再放。"
        }
        P::TooManyHeld => "等着发出的照片和录音现在太多，这次的没有存下。可以先不放照片发出去，或者过一会儿再放。",
        P::Unreadable => "网址有一处看不懂，可能抄错了。请回到上一页再点一次。",
        P::OtherSite => "这个表单是从别的网页发来的，没有收下，什么都没有改。请在这里重新打开表单再填。",
        P::NotAForm => "发来的不是这里的表单。请回到上一页，填好再发。",
        P::WrongWay => "这个网址不能这样打开。请从首页进去再找。",
        _ => return None,
    })
}

fn zh_with_figures(problem: &Problem) -> String {
    use Problem as P;
    match problem {
        P::PasswordShort { least } => format!("密码太短，至少要 {least} 个字符。"),
        P::SlugLetters { least } => {
            format!("短名只能用小写字母 a–z、数字和短横线，至少 {least} 个，短横线不放在两头。")
        }
        P::TooLong { most, given } => format!("最多写 {most} 个字，现在是 {given} 个，请删掉一些。"),
        P::OutOfRange { least, most } => format!("请填 {least} 到 {most} 之间的数。"),
        P::PhotoTooLarge { megapixels, most } => {
            format!("照片太大（{megapixels} 百万像素，最多 {most}）。请用手机相册里的普通照片，或截一张图。")
        }
        P::TooManyPhotos(most) => format!("最多放 {most} 张照片，请去掉几张。"),
        P::TooManyLines(most) => {
            format!("这条意见最多补充 {most} 次，已经满了。您写的还在，请复制下来另发一条意见，或到居委会说。")
        }
        P::DatePast { first } => {
            format!("这个日子已经过了，请填 {} 或以后的日子。", dates::day(Lang::Zh, *first, false))
        }
        P::DateInFuture { last } => {
            format!("这个日子还没有到，最晚填 {}。", dates::day(Lang::Zh, *last, false))
        }
        P::DateTooFar { until } => format!("这个日子太远，最晚填 {}。", dates::until(Lang::Zh, *until)),
        P::RecordingTooLarge { most_mib } => format!("录音太长，最多 {most_mib} MB。请说短一点再录一次。"),
        P::PhaseNotOpen { opens } => format!("还没有到时间，{}开始。", dates::from(Lang::Zh, *opens)),
        P::PhaseOver { closed } => {
            format!("这个环节已经在 {} 24:00 结束。有急事请找居委会。", dates::until(Lang::Zh, *closed))
        }
        P::BodyTooLarge { most_mib } => format!("发送的文件太大，最多 {most_mib} MB。请少选几张。"),
        P::FormTooLarge { most_kib } => format!("写的内容太多，最多 {most_kib} KB。请回到上一页写短一点再发。"),
        P::FileTooLarge { most_mib } => {
            format!("有一个文件太大，没有存下，每个最多 {most_mib} MB。可以先不放它发出去，或者换一个小一点的。")
        }
        P::PollNotOpen { opens } => format!("投票还没有开始，{}开始。", dates::from(Lang::Zh, *opens)),
        P::PollClosed { closed } => format!("投票已经在 {} 24:00 截止。", dates::until(Lang::Zh, *closed)),
        P::OverBudget { cost_fen, budget_fen } => {
            let [cost, budget, over] = sums(Lang::Zh, *cost_fen, *budget_fen);
            format!("选的一共 {cost}，预算 {budget}，超出 {over}。请少选一些。")
        }
        P::ReceivedOutside { from, until } => {
            let [from, until] = [from, until].map(|at| dates::minute(Lang::Zh, *at));
            format!("收到的时间要在 {from} 到 {until} 之间。截止以后收到的票不能计入。")
        }
        P::Rows(rows) => rows.iter().map(roll::zh_row).collect::<Vec<_>>().join("\n"),
        P::Internal { incident } => format!("出了点问题，我们已经记下（编号 {incident}）。请稍后再试。"),
        _ => setup::zh(problem),
    }
}

/// What a choice costs, the money there is, and by how much it is too much.
fn sums(lang: Lang, cost_fen: i64, budget_fen: i64) -> [String; 3] {
    [cost_fen, budget_fen, cost_fen.saturating_sub(budget_fen)].map(|fen| short(lang, fen))
}

#[allow(clippy::too_many_lines, reason = "one line a problem, all of them in one place")]
fn en(problem: &Problem) -> String {
    use Problem as P;
    let plain = match problem {
        P::NotFound => "There is no such page. The address may be mistyped, or the page was taken down.",
        P::SignInFirst => "Please sign in first.",
        P::NotAllowed => "Your account may not do this, or does not cover this community.",
        P::CodeNeeded => "Please show your household first, with the code on your letter.",
        P::CodeWrong => {
            "Code, building and room do not match. Please compare them with the letter, or ask the committee for a new one."
        }
        P::TooManyTries => {
            "Too many tries: this flat's digits are paused until the QR on its letter is scanned. The QR and the committee's desk work all the time."
        }
        P::TooManyTriesToday => {
            "Too many tries: the digits are paused until midnight. The QR on the letter and the committee's desk work all the time."
        }
        P::CodeLength => "The code on the letter has 8 digits (9 on an owner's letter). Please count them again.",
        P::CodeIncomplete => "Please fill in building, room and the 8 digits on the letter.",
        P::SignInWrong => {
            "Login or password is wrong. If you forgot the password, a colleague can print you a reset slip."
        }
        P::SignInPaused => "Too many tries to sign in. Please wait 15 minutes, or ask a colleague for a reset slip.",
        P::Missing => "This is still empty.",
        P::NotANumber => "Please give a number here.",
        P::DateWrong => "This date cannot be read, or the end lies before the start.",
        P::UnknownWord => "Please choose one from the list.",
        P::NameTaken => "This short name is taken. Please choose another.",
        P::LoginTaken => "Somebody has this login already. Please choose another.",
        P::NotAPhoto => "This file is not a photo. Please choose a JPEG, PNG or WebP photo.",
        P::NotARecording => "This file is not a recording. Please record once more with the phone.",
        P::NothingGiven => "Please tap a picture, write a line or take a photo.",
        P::NothingChosen => "Nothing is chosen yet. To abstain, tick 'None of these'.",
        P::SlipEmpty => "Nothing is ticked yet. If the slip itself is empty, tick 'blank' at the end.",
        P::SlipCodeWrong => {
            "This community has no such code, or it was replaced. Look at the slip again, or give building and room."
        }
        P::WhyNeeded => "Please choose a reason, or write a line on what is wrong.",
        P::RuleNeeded => "Please choose the rule it is hidden by; the author and the public log will say it.",
        P::ActNeeded => "Please press one of the buttons to say what becomes of it.",
        P::NoWorksPicked => "Please tick at least two works, so that residents have a choice.",
        P::FormBroken => "The form did not arrive whole. Please send it once more.",
        P::PhaseClosed => "This is not open now.",
        P::CommunityClosed => {
            "The renovation of this community is over: everything can be read, nothing can be written. The committee can help."
        }
        P::PollCancelled => "This poll was cancelled; the reason stands on its page.",
        P::PollAlreadyOpen => "The poll has begun and cannot be changed; it can be cancelled with a reason.",
        P::PollNotReady => "It cannot open yet: it needs a roll, a budget, works to choose from, a start and an end.",
        P::NotOffered => "One of the works you chose is not in this poll. Please choose again.",
        P::NotOnRoll => "Your household is not on this poll's roll. Please ask the committee.",
        P::BallotStands => "Your household has voted already, and by this poll's rule that ballot stands.",
        P::NoSuchFlat => {
            "No such flat is on the roll of this building. Please check the number; with an entrance it reads 2-301."
        }
        P::RollEmpty => "No household is on the roll yet. Please import the roll first.",
        P::LettersMade => {
            "This form has made its letters already; no code was changed just now. If you printed them, they work. If not, open the form again and make new ones: they replace these."
        }
        P::NotFinished => "This work is not finished yet; it can be rated afterwards.",
        P::StageOrder => "The stage cannot change in this way.",
        P::MatterSettled => {
            "This matter is settled, so this answer cannot follow. It opens again once its author says that it is not solved."
        }
        P::ReasonNeeded => "Please give a reason; residents will read it.",
        P::ReasonForLog => "Please give a reason; it stays in the audit log.",
        P::DifferenceNeeded => "Please say what differs from the slip; your colleague corrects it by that.",
        P::SecondPersonNeeded => "A second member of staff must do this step.",
        P::OnlyCover => {
            "Words can be covered here, not rewritten. Put two or more stars ** in the place of what is to be covered."
        }
        P::TooLateToUndo => "More than 24 hours have passed, so it cannot be undone.",
        P::ChangedMeanwhile => "Somebody changed this meanwhile. Please look at it and try again.",
        P::RollInUse => "A poll is open, so the roll cannot be replaced now.",
        P::RollOvertaken => {
            "Since this file came, another roll took the place of the one before. Nothing was changed; please choose the file again and look at what it changes."
        }
        P::WorkInUse => "A poll, a rating or a repair refers to this work, so it cannot be removed.",
        P::NotATable => {
            "This file is no table that can be read. Open the list in Excel or WPS, choose 'Save as', pick the type xlsx or 'CSV UTF-8 (comma delimited)', and choose that file."
        }
        P::ConfirmOrigin => "Please confirm once more.",
        P::StorageFull => {
            "The server's storage is full: reading works, writing does not. What you typed is still here; please try later."
        }
        P::Busy => "Very many people are here right now. What you typed is still here; please try again shortly.",
        _ => return en_of_bounds(problem).map_or_else(|| en_with_figures(problem), str::to_owned),
    };
    plain.to_owned()
}

/// What is too much of a day, and what cannot be opened.
const fn en_of_bounds(problem: &Problem) -> Option<&'static str> {
    use Problem as P;
    Some(match problem {
        P::TooMuchFeedback => {
            "Very much feedback came from your network today, so this one has to wait. Show your household with the code on your letter and it goes on, send it tomorrow, or tell the committee. What you filled in is kept for 24 hours."
        }
        P::TooManySupports => {
            "Very many taps of 'same for us' came from your network today. Show your household with the code on your letter and it goes on, or tap again tomorrow."
        }
        P::TooManyUploads => {
            "Very many photos and recordings came from your network today, so this one was not kept. Send it without, or show your household with the code on your letter first."
        }
        P::TooManyHeld => {
            "Too many photos and recordings wait to be sent right now, so these were not kept. Send it without them, or try again later."
        }
        P::Unreadable => "A part of this address cannot be read; it may be mistyped. Please go back and tap once more.",
        P::OtherSite => {
            "This form came from another website, so it was not taken and nothing was changed. Please open the form here and fill it in again."
        }
        P::NotAForm => "What came is none of our forms. Please go back, fill it in and send it.",
        P::WrongWay => "This address does not open like this. Please find the page from the first page.",
        _ => return None,
    })
}

fn en_with_figures(problem: &Problem) -> String {
    use Problem as P;
    match problem {
        P::PasswordShort { least } => format!("This password is too short; it takes at least {least} characters."),
        P::SlugLetters { least } => format!(
            "A short name has at least {least} of the letters a–z, digits and dashes, with no dash at either end."
        ),
        P::TooLong { most, given } => format!("At most {most} characters fit; these are {given}. Please shorten it."),
        P::OutOfRange { least, most } => format!("Please give a number from {least} to {most}."),
        P::PhotoTooLarge { megapixels, most } => {
            format!(
                "The photo is too large ({megapixels} megapixels, at most {most}). Please choose an ordinary photo or a screenshot."
            )
        }
        P::TooManyPhotos(most) => format!("At most {most} photos fit. Please take some out."),
        P::TooManyLines(most) => format!(
            "This feedback takes {most} additions, and it has them. What you wrote is still here: please send it as feedback of its own, or tell the committee."
        ),
        P::DatePast { first } => {
            format!("This day is over. Please give {} or a later day.", dates::day(Lang::En, *first, false))
        }
        P::DateInFuture { last } => {
            format!("This day is still to come. The last one that fits is {}.", dates::day(Lang::En, *last, false))
        }
        P::DateTooFar { until } => {
            format!("This day is too far ahead. The last one that fits is {}.", dates::until(Lang::En, *until))
        }
        P::RecordingTooLarge { most_mib } => {
            format!("The recording is too long, at most {most_mib} MB. Please make a shorter one.")
        }
        P::PhaseNotOpen { opens } => {
            format!("It is not yet time for this; it opens on {}.", dates::from(Lang::En, *opens))
        }
        P::PhaseOver { closed } => format!(
            "The time for this was over at the end of {}. If it is urgent, ask the committee.",
            dates::until(Lang::En, *closed)
        ),
        P::BodyTooLarge { most_mib } => format!("The files are too large, at most {most_mib} MB. Please choose fewer."),
        P::FormTooLarge { most_kib } => {
            format!("There is too much text, at most {most_kib} KB. Please go back and make it shorter.")
        }
        P::FileTooLarge { most_mib } => {
            format!(
                "A file was too large to be kept, at most {most_mib} MB each. Send it without, or choose a smaller one."
            )
        }
        P::PollNotOpen { opens } => format!("The poll has not begun; it opens on {}.", dates::from(Lang::En, *opens)),
        P::PollClosed { closed } => format!("The poll closed at the end of {}.", dates::until(Lang::En, *closed)),
        P::OverBudget { cost_fen, budget_fen } => {
            let [cost, budget, over] = sums(Lang::En, *cost_fen, *budget_fen);
            format!("The choice costs {cost}, the money is {budget}: over by {over}. Please take something out.")
        }
        P::ReceivedOutside { from, until } => {
            let [from, until] = [from, until].map(|at| dates::minute(Lang::En, *at));
            format!("It must have been received between {from} and {until}. What came after the close cannot count.")
        }
        P::Rows(rows) => rows.iter().map(roll::en_row).collect::<Vec<_>>().join("\n"),
        P::Internal { incident } => {
            format!("Something went wrong and was noted (number {incident}). Please try again later.")
        }
        _ => setup::en(problem),
    }
}
