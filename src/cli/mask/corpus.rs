//! Texts for measuring the detector of private data, drawn from a seed.
//!
//! For: [`disguised`], each with one thing that must be covered, and [`ordinary`], with none. Both
//! are made from the specification (quality.md §3) alone. What a text is made of belongs to one
//! [`Part`]: what the detector was tuned on says nothing of the other.
//! Must not know: how the detector works.
//! To add: a way to write something is a function in [`WAYS`]; a sentence stands in one of the lists.

use crate::clock::Random;
use crate::domain::mask::Kind;

/// Which half of the sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// To look at while the detector is improved.
    Tune,
    /// To measure with.
    Hold,
}

/// A text with something private in it.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is.
    pub kind: Kind,
    /// The words before it.
    pub before: String,
    /// How it is written.
    pub secret: String,
    /// The words after it.
    pub after: String,
}

/// The kinds of private data.
pub const KINDS: [Kind; 6] = [Kind::Mobile, Kind::Landline, Kind::IdCard, Kind::BankCard, Kind::Plate, Kind::Handle];

const CARRIERS: [(&str, &str); 16] = [
    ("有事打我电话", "，白天都在家"),
    ("请联系张阿姨", "。楼道灯坏了三天了"),
    ("我是三单元的，", "，屋面漏水请尽快来看"),
    ("施工队长的是", "，让他回个话"),
    ("麻烦登记一下：", "；其他的下次再说"),
    ("昨天来的人留的是", "，不知道对不对"),
    ("找我爱人：", "！"),
    ("水管爆了，急！", " 谢谢"),
    ("业主信息", "，请核对"),
    ("记一下", "，窗户还没装好"),
    ("楼下邻居", "，他家也漏"),
    ("退款退到", "，不要现金"),
    ("我们家的是 ", " ，麻烦快一点"),
    ("这辆挡路了 ", " 请挪一下"),
    ("群里有人发了", "，大家小心"),
    ("您好，", "。希望今年能装电梯"),
];

const TEMPLATES: [&str; 48] = [
    "{n}号楼{u}单元的电梯{t}停了，{f}楼的老人下不来",
    "外墙保温每平方米{p}元，我家{a}平方米大概多少",
    "{d}开始施工，工期{n}天，请大家提前收好阳台的东西",
    "{n}栋{r}室屋面漏水，{y}年修过一次",
    "加装电梯总价{w}万元，{f}楼以上分摊{p}元",
    "停车位只有{n}个，小区一共{h}户，太少了",
    "楼道灯坏了{n}盏，{d}报修的",
    "热线12345说{n}天内答复",
    "电梯坏了打96333，{n}分钟就来了",
    "国办发〔2020〕23号文件说得很清楚，{y}年前建的都能改",
    "污水管换成DN{m}，坡度{x}%",
    "窗户尺寸{p}×{m}，请师傅再量一次",
    "同意的有{h}户，占{x}%，面积{w}平方米",
    "{t}以后不要钻墙，孩子{n}点半睡觉",
    "一楼二楼三楼四楼都没有水，五楼六楼水压低",
    "三五天能修好吗？七八个人都在问",
    "一二三单元先做，四五六单元后做",
    "微信群里通知一下，很多老人看不到",
    "请用微信扫码投票，不会的到居委会",
    "QQ群太吵了，还是贴通知吧",
    "去年十二月二十三号停过一次水，今年一月又停",
    "预算从{w}万元加到{w}万元，为什么",
    "第{n}条第{u}款写明了维修资金怎么用",
    "合同编号 GZ{y}-{n}，工程款{w}00元",
    "总投资{w}.{m}万元，其中上级补助{x}%",
    "门牌换了，原来的{n}-{u}-{r}变成{u}-{r}",
    "{d} {t}开会，地点在{n}号楼下",
    "我家{f}层，面积{a}㎡，{y}年买的",
    "雨水井在{n}号楼东侧{m}米，堵了",
    "充电桩功率{u}千瓦，一度电{x}分",
    "二〇二六年六月十五日公示，二〇二六年六月三十日结束",
    "一千二百八十户里有九百六十户同意",
    "The lift in building {n} stopped at {t}, floor {f}",
    "Room {r} is {a} m², built in {y}",
    "快递柜放在{n}栋和{u}栋之间最好，离路口{m}米",
    "健身器材坏了{u}件，螺丝是M{u}的",
    "电表读数{w}度，比上月多{m}度",
    "{y}-{y}年计划里有我们小区吗",
    "单价{p}.{m}元/米，共{h}米，合计{w}元",
    "A座{f}层到B座{f}层的连廊漏雨",
    "路灯间距{m}米太远，{t}以后看不清",
    "气温零下{u}度的时候水管冻裂了",
    "投票结果：{h}票同意，{n}票反对，{u}票弃权",
    "砖墙厚240，抹灰{u}0毫米，保温板{m}毫米",
    "加个扶手吧，七十三、八十四的老人都走这里",
    "{d}到{d}每天{t}到{t}停水",
    "消防通道宽{u}.{n}米，按规定要4米",
    "花坛{m}平方米，种了{h}棵桂花树",
];

/// One half of a list: what stands at even places is for tuning.
fn pick<T: Copy>(random: &Random, part: Part, list: &[T]) -> Option<T> {
    let half: Vec<T> = list.iter().skip(usize::from(part == Part::Hold)).step_by(2).copied().collect();
    any(random, &half)
}

fn any<T: Copy>(random: &Random, list: &[T]) -> Option<T> {
    list.get(number(random, list.len())).copied()
}

fn number(random: &Random, below: usize) -> usize {
    usize::try_from(random.below(u32::try_from(below).unwrap_or(1))).unwrap_or(0)
}

fn between(random: &Random, from: usize, to: usize) -> usize {
    from + number(random, to - from + 1)
}

fn digits(random: &Random, many: usize) -> String {
    (0..many).map(|_| char::from_digit(random.below(10), 10).unwrap_or('0')).collect()
}

fn in_writing(text: &str, with: [char; 10]) -> String {
    let one = |c: char| c.to_digit(10).and_then(|d| with.get(usize::try_from(d).ok()?).copied()).unwrap_or(c);
    text.chars().map(one).collect()
}

const CHINESE: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const CAPITAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

fn full_width(text: &str) -> String {
    text.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).filter(|_| c.is_ascii_graphic()).unwrap_or(c)).collect()
}

fn joined(text: &str, by: &str) -> String {
    text.chars().map(String::from).collect::<Vec<_>>().join(by)
}

fn grouped(random: &Random, text: &str, by: &str) -> String {
    let (all, mut out, mut left) = (text.chars().collect::<Vec<_>>(), Vec::new(), 0);
    while left < all.len() {
        let size = between(random, 3, 4);
        out.push(all.iter().skip(left).take(size).collect::<String>());
        left += size;
    }
    out.join(by)
}

fn with_words(random: &Random, text: &str) -> String {
    let word = any(random, &["然后", "再", "接着", "后面是", "，接着是", "中间"]).unwrap_or("然后");
    grouped(random, text, word)
}

type Way = fn(&Random, &str) -> String;

/// Ways to write digits (and the few letters among them).
const WAYS: [Way; 13] = [
    |_, text| text.to_owned(),
    |_, text| full_width(text),
    |_, text| in_writing(text, CHINESE),
    |_, text| in_writing(text, CAPITAL),
    |_, text| in_writing(text, CHINESE).replace('一', "幺"),
    |_, text| joined(text, " "),
    |random, text| grouped(random, text, " "),
    |_, text| joined(text, "."),
    |random, text| grouped(random, text, "-"),
    |random, text| grouped(random, text, "·"),
    with_words,
    |random, text| grouped(random, &in_writing(text, CHINESE), " "),
    |_, text| {
        text.chars()
            .enumerate()
            .map(|(at, c)| if at % 2 == 0 { in_writing(&c.to_string(), CHINESE) } else { c.to_string() })
            .collect()
    },
];

fn mobile(random: &Random) -> String {
    let head = any(random, &["13", "15", "17", "18", "19"]).unwrap_or("13");
    // 17 and 15 have numbers that were never given out.
    let third = any(random, &["0", "1", "2", "3", "5", "6", "7", "8"]).unwrap_or("8");
    format!("{head}{third}{}", digits(random, 8))
}

fn landline(random: &Random) -> String {
    let area = any(random, &["010", "021", "0791", "0792", "0755", "0571"]).unwrap_or("0791");
    let first = between(random, 2, 8);
    let rest = if area.len() == 4 && random.below(3) == 0 { 6 } else { 7 };
    format!("{area}{first}{}", digits(random, rest))
}

/// With the check character of GB 11643.
fn id_card(random: &Random) -> String {
    let region = any(random, &["360102", "360103", "110105", "440305", "320106"]).unwrap_or("360102");
    let (year, month, day) = (between(random, 1935, 2012), between(random, 1, 12), between(random, 1, 28));
    let body = format!("{region}{year}{month:02}{day:02}{}", digits(random, 3));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).filter_map(|(c, weight)| Some(c.to_digit(10)? * weight)).sum();
    let check = "10X98765432".chars().nth(usize::try_from(sum % 11).unwrap_or(0)).unwrap_or('X');
    format!("{body}{check}")
}

/// With the check digit of Luhn.
fn bank_card(random: &Random) -> String {
    let head = any(random, &["622202", "622848", "621700", "623058"]).unwrap_or("622202");
    let many = any(random, &[9, 12]).unwrap_or(12);
    let body = format!("{head}{}", digits(random, many));
    let sum: u32 = body
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn plate(random: &Random) -> String {
    let head = any(random, &["赣A", "赣B", "粤B", "京N", "浙A", "湘E"]).unwrap_or("赣A");
    let tail = match random.below(3) {
        0 => format!("D{}", digits(random, 5)),
        1 => format!("{}{}{}", digits(random, 2), any(random, &["K", "M", "T"]).unwrap_or("K"), digits(random, 2)),
        _ => digits(random, 5),
    };
    let way = number(random, 5);
    match way {
        0 => format!("{head}·{tail}"),
        1 => format!("{head} {tail}"),
        2 => full_width(&format!("{head}{tail}")),
        3 => format!("{head}{}", joined(&tail, " ")),
        _ => format!("{head}{tail}"),
    }
}

fn handle(random: &Random) -> String {
    let qq = random.below(2) == 0;
    let id = if qq {
        format!("{}{}", between(random, 1, 9), digits(random, between(random, 5, 9)))
    } else {
        let name = any(random, &["xiaoli", "wangfang", "lao_zhang", "wxid_k", "abc"]).unwrap_or("abc");
        format!("{name}{}", digits(random, between(random, 3, 6)))
    };
    let named = if qq {
        any(random, &["QQ", "qq号", "QQ：", "扣扣", "加QQ "])
    } else {
        any(random, &["微信", "微信号：", "加我微信 ", "VX:", "vx ", "wechat: ", "加v："])
    };
    let id = match random.below(4) {
        0 => full_width(&id),
        1 if qq => joined(&id, " "),
        _ => id,
    };
    format!("{}{id}", named.unwrap_or("微信"))
}

/// Texts with something private, the kinds in turn.
pub fn disguised(seed: u64, part: Part, many: usize) -> Vec<Case> {
    let random = Random::seeded(seed.wrapping_mul(4).wrapping_add(u64::from(part == Part::Hold)));
    (0..many)
        .zip(KINDS.into_iter().cycle())
        .map(|(_, kind)| {
            let (before, after) = pick(&random, part, &CARRIERS).unwrap_or_default();
            let way = any(&random, &WAYS).unwrap_or(|_, text| text.to_owned());
            let secret = match kind {
                Kind::Mobile => way(&random, &mobile(&random)),
                Kind::Landline => way(&random, &landline(&random)),
                Kind::IdCard => way(&random, &id_card(&random)),
                Kind::BankCard => way(&random, &bank_card(&random)),
                Kind::Plate => plate(&random),
                Kind::Handle => handle(&random),
            };
            Case { kind, before: before.to_owned(), secret, after: after.to_owned() }
        })
        .collect()
}

fn filled(random: &Random, name: &str) -> String {
    let n = |from, to| between(random, from, to).to_string();
    match name {
        "n" => n(1, 60),
        "u" => n(1, 9),
        "f" => n(1, 33),
        "m" => n(10, 160),
        "x" => n(1, 100),
        "p" => n(80, 4_800),
        "h" => n(40, 2_600),
        "w" => n(12, 98_000),
        "a" => format!("{}.{}", between(random, 38, 168), between(random, 10, 99)),
        "r" => format!("{}{:02}", between(random, 1, 33), between(random, 1, 8)),
        "y" => n(1978, 2029),
        "t" => format!("{}:{:02}", between(random, 6, 22), between(random, 0, 59)),
        _ => match random.below(3) {
            0 => format!("{}月{}日", between(random, 1, 12), between(random, 1, 28)),
            1 => format!("2026-{:02}-{:02}", between(random, 1, 12), between(random, 1, 28)),
            _ => format!("2026年{}月{}号", between(random, 1, 12), between(random, 1, 28)),
        },
    }
}

/// Sentences about renovation with numbers in them and nothing private.
pub fn ordinary(seed: u64, part: Part, many: usize) -> Vec<String> {
    let random = Random::seeded(seed.wrapping_mul(4).wrapping_add(2 + u64::from(part == Part::Hold)));
    let sentence = || {
        let mut pieces = pick(&random, part, &TEMPLATES).unwrap_or_default().split('{');
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
            out.push_str(&filled(&random, name));
            out.push_str(rest);
        }
        out
    };
    (0..many)
        .map(|_| if random.below(4) == 0 { format!("{}。{}", sentence(), sentence()) } else { sentence() })
        .collect()
}
