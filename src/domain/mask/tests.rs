use super::*;
use proptest::prelude::*;

fn kinds(text: &str) -> Vec<Kind> {
    mask(text).1
}

#[test]
fn mobile_numbers_are_covered_however_they_are_split() {
    for text in [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "138.0013.8000",
        "１３８００１３８０００",
        "１３８－００１３－８０００",
        "1 3 8 0 0 1 3 8 0 0 0",
        "一三八零零一三八零零零",
        "幺三八〇〇幺三八〇〇〇",
        "壹叁捌零零壹叁捌零零零",
        "138零零一三8000",
        "+86 13800138000",
        "+8613800138000",
        "0086-138-0013-8000",
        "(138)00138000",
        "138\u{200B}0013\u{200B}8000",
        "①③⑧00138000",
        "138 00 138 000",
        "1三8零0一3八0零0",
    ] {
        let (masked, kinds) = mask(&format!("请打{text}找我"));
        assert_eq!(kinds, [Kind::Mobile], "{text}");
        assert_eq!(masked, format!("请打{COVER}找我"), "{text}");
    }
}

#[test]
fn what_stands_beside_a_mobile_number_does_not_uncover_it() {
    for (text, left) in [
        ("13800138000一直没人接", "████一直没人接"),
        ("一三八零零一三八零零零一直没人接", "████一直没人接"),
        ("13800138000平时在家", "████平时在家"),
        ("13800138000元旦在家", "████元旦在家"),
        ("电话一13800138000", "电话一████"),
        ("Tel13800138000", "Tel████"),
        ("1501 138 0013 8000", "1501 ████"),
        ("501 13800138000 2单元", "501 ████ 2单元"),
        ("13800138000a", "████a"),
    ] {
        assert_eq!(mask(text).0, left, "{text}");
    }
}

#[test]
fn landlines_are_covered_with_area_code_or_after_the_word() {
    for text in ["0791-86123456", "(0791)86123456", "（0791）8612 3456", "079186123456", "010-62345678", "0791 6123456"]
    {
        assert_eq!(kinds(text), [Kind::Landline], "{text}");
    }
    assert_eq!(kinds("电话：86123456"), [Kind::Landline]);
    assert_eq!(kinds("座机 8612-3456"), [Kind::Landline]);
    assert!(kinds("门牌86123456").is_empty());
}

#[test]
fn identity_cards_are_covered_if_the_check_character_is_right() {
    for text in [
        "11010519491231002X",
        "11010519491231002x",
        "110105 19491231 002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "440524188001010014",
    ] {
        assert_eq!(kinds(&format!("身份证{text}。")), [Kind::IdCard], "{text}");
    }
    assert!(kinds("合同110105194912310021").is_empty());
    assert!(kinds("11010519491331002X").is_empty());
}

#[test]
fn bank_cards_are_covered_if_the_check_digit_is_right() {
    for text in ["6222020200112233445", "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111"] {
        let right = kinds(&format!("卡号{text}")) == [Kind::BankCard];
        let luhn = text != "6222020200112233445";
        assert_eq!(right, luhn, "{text}");
    }
}

#[test]
fn plates_are_covered() {
    for text in
        ["赣A12345", "赣A·12345", "赣Ａ１２３４５", "赣AD12345", "赣a 12B45", "粤B1234警", "粤Z1234港", "赣A·D12345"]
    {
        assert_eq!(kinds(&format!("车{text}挡道")), [Kind::Plate], "{text}");
    }
}

#[test]
fn names_are_covered_after_their_word() {
    for text in [
        "微信：lao_wang88",
        "微信号laowang",
        "加我微信 wang1234",
        "vx:abc_123",
        "VX abc1234",
        "QQ12345678",
        "QQ号：123456",
        "qq 123 456 789",
        "QQ群：12345678",
        "ＱＱ：１２３４５６７８",
        "加v：wang888",
        "V：wang888",
        "Q：12345678",
        "QQ一二三四五六七八",
    ] {
        assert_eq!(kinds(text), [Kind::Handle], "{text}");
    }
}

#[test]
fn ordinary_sentences_stay_as_they_are() {
    for text in [
        "3栋2单元501室漏水，2026年6月30日前能修好吗？",
        "预算1800000元，每户30993元，共1506户",
        "总价13800138000元",
        "总面积66,783.97平方米，2026-06-30 18:00开会",
        "1501、1502、1503、1601、1602都没水",
        "1-2-501 和 1-2-502 之间的墙",
        "打12345、119、110，或者96119",
        "建于1985-06-12 301室",
        "单价13.50 14.80 155",
        "微信公众号和微信群里都说了，微信 WeChat 扫码",
        "有QQ的老人不多，wifi也没有",
        "新A栋的云B区，川流不息12345",
        "二〇二六年六月三十日，一二三四栋",
        "合同编号HT13800138000A，档案20240101123456",
        "工程2024-2025年分3期，1期120天2期90天",
        "电话亭2026-06-30拆",
        "新A1-2-501",
        "1502 701 2505都没热水",
        "微信二维码",
        "220V：12345度",
    ] {
        assert_eq!(mask(text), (text.to_owned(), Vec::new()), "{text}");
    }
}

#[test]
fn several_in_one_text_are_told_in_their_order() {
    let text = "车赣A12345，电话13800138000 13900139000，微信：abc_def1，房号501 13700137000";
    assert_eq!(kinds(text), [Kind::Plate, Kind::Mobile, Kind::Mobile, Kind::Handle, Kind::Mobile]);
}

#[test]
fn the_time_is_linear_in_the_text() {
    // Twice the text may take about twice the time; a square law would take minutes here.
    for piece in ["1 ", "138 ", "微信", "赣A", "0791-", "13800138000", "+(", "QQ号 "] {
        let text = piece.repeat(10_000);
        assert!(mask(&text).0.len() <= text.len() * 4);
    }
}

proptest! {
    #[test]
    fn masking_twice_changes_nothing_and_no_text_breaks_it(text in "\\PC{0,40}|[0-9 -一二三微信QQ:赣A1x]{0,40}") {
        let (masked, kinds) = mask(&text);
        prop_assert_eq!(masked.matches(COVER).count() >= kinds.len(), true);
        if kinds.is_empty() {
            prop_assert_eq!(masked, text);
        }
    }

    #[test]
    fn no_mobile_number_gets_through(prefix in "[3-9]", rest in "[0-9]{9}", gap in "[ -]?", width: bool) {
        let plain = format!("1{prefix}{rest}");
        let shown: Vec<String> = plain.chars().map(|c| if width { char::from_u32(u32::from(c) + 0xFEE0).unwrap().to_string() } else { c.to_string() }).collect();
        let split = format!("{}{gap}{}{gap}{}", shown[..3].concat(), shown[3..7].concat(), shown[7..].concat());
        prop_assert_eq!(mask(&format!("我是{split}。")).0, format!("我是{COVER}。"));
    }
}
