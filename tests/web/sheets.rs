//! Promises about workbooks that were made to do harm: what unpacks without end, what reaches for
//! other files, what claims more columns than there are.
//!
//! To add: a workbook is a list of parts for [`zip`].

use crate::kit::sample;
use crate::promises;
use crate::site::{Browser, Page, Site};
use flate2::write::DeflateEncoder;
use flate2::{Compress, Compression, Crc, FlushCompress};
use linli::domain::policy::{Role, Scope};
use std::io::Write;

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Override PartName=\"/xl/workbook.xml\" \
    ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
    <Override PartName=\"/xl/worksheets/sheet1.xml\" \
    ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";
const RELS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
    Target=\"xl/workbook.xml\"/></Relationships>";
const BOOK: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
    <sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
const BOOK_RELS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
    Target=\"worksheets/sheet1.xml\"/></Relationships>";

/// What a sentence about a file that is no table begins with.
const NO_TABLE: &str = "这个文件不是能读的表格";

fn packed(text: &[u8]) -> Vec<u8> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::default());
    out.write_all(text).unwrap();
    out.finish().unwrap()
}

/// One gibibyte of zeros, packed into some kilobytes: one piece after which nothing is remembered, over
/// and over.
fn gibibyte() -> Vec<u8> {
    let zeros = vec![0; 16 << 20];
    let mut piece = Vec::with_capacity(1 << 20);
    let mut packer = Compress::new(Compression::best(), false);
    packer.compress_vec(&zeros, &mut piece, FlushCompress::Full).unwrap();
    assert_eq!(packer.total_in(), 16 << 20);
    let mut all = piece.repeat(64);
    // The last piece, which is empty.
    all.extend([3, 0]);
    all
}

/// A part: its name, the bytes as packed, how many they are unpacked, and their sum.
struct Part(&'static str, Vec<u8>, usize, u32);

fn part(name: &'static str, text: &str) -> Part {
    let mut sum = Crc::new();
    sum.update(text.as_bytes());
    Part(name, packed(text.as_bytes()), text.len(), sum.sum())
}

fn low(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap().to_le_bytes()
}

/// The parts one after the other from `base` on, and the list of them.
fn laid(parts: &[Part], base: usize) -> (Vec<u8>, Vec<u8>) {
    let (mut body, mut list) = (Vec::new(), Vec::new());
    for Part(name, bytes, size, sum) in parts {
        let at = base + body.len();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let common =
            [&[20, 0, 0, 0, 8, 0, 0, 0, 33, 0][..], &sum.to_le_bytes(), &low(bytes.len()), &low(*size), &length];
        let common = [common.concat(), vec![0, 0]].concat();
        body.extend([b"PK\x03\x04".as_slice(), &common, name.as_bytes(), bytes].concat());
        list.extend([b"PK\x01\x02\x14\x00".as_slice(), &common, &[0; 10], &low(at), name.as_bytes()].concat());
    }
    (body, list)
}

/// The end of the file: how many parts, how long their list is, and where it begins.
fn end(count: usize, size: usize, start: usize) -> Vec<u8> {
    let count = u16::try_from(count).unwrap().to_le_bytes();
    [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &low(size), &low(start), &[0, 0]].concat()
}

fn zip(parts: &[Part]) -> Vec<u8> {
    let (body, list) = laid(parts, 0);
    let end = end(parts.len(), list.len(), body.len());
    [body, list, end].concat()
}

fn cell(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn row(cells: &[&str]) -> String {
    format!("<row>{}</row>", cells.iter().map(|text| cell(text)).collect::<String>())
}

/// A sheet of one flat, with something before it and further rows.
fn sheet(before: &str, owner: &str, more: &str) -> String {
    let header = row(&["楼栋", "单元", "楼层", "房号", "建筑面积", "业主"]);
    let flat = row(&["1栋", "1单元", "1", "101", "60.5", owner]);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>{before}\
         <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{header}{flat}{more}</sheetData></worksheet>"
    )
}

fn parts(sheet: &str) -> Vec<Part> {
    vec![
        part("[Content_Types].xml", TYPES),
        part("_rels/.rels", RELS),
        part("xl/workbook.xml", BOOK),
        part("xl/_rels/workbook.xml.rels", BOOK_RELS),
        part("xl/worksheets/sheet1.xml", sheet),
    ]
}

fn book(sheet: &str) -> Vec<u8> {
    zip(&parts(sheet))
}

async fn made(site: &Site) -> Browser {
    sample::regions(&site.app.store).await;
    let browser = site.staff("guan", Role::Official, Scope::Everywhere).await;
    let page = browser.get(&format!("/setup/new?region={}", sample::NEIGHBOURHOOD)).await;
    let fields = [("zh", "翠苑新村"), ("en", "Cuiyuan"), ("answers_by", "公园街道办事处")];
    browser.submit(&page, "/setup/new", &fields).await.is(303);
    browser
}

async fn upload(browser: &Browser, bytes: &[u8]) -> Page {
    browser.upload("/setup/cuiyuan/roll", &[], &[("file", "名册.xlsx", bytes)]).await
}

fn open_document(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         <table:table table:name=\"名册\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        part("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        part("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest=\"m\"></manifest:manifest>"),
        part("content.xml", &content),
    ])
}

promises! {
    async fn an_open_document_that_repeats_without_end_is_refused_in_words(site: &Site) {
        let browser = made(site).await;
        let row = |cells: &[&str], times: &str| {
            let cell = |text: &&str| {
                format!("<table:table-cell office:value-type=\"string\"{times}><text:p>{text}</text:p></table:table-cell>")
            };
            format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
        };
        let header = row(&["楼栋", "单元", "楼层", "房号", "建筑面积", "业主"], "");
        let flat = row(&["1栋", "1单元", "1", "101", "60.5", "王小明"], "");
        upload(&browser, &open_document(&format!("{header}{flat}"))).await.is(303);
        let down = flat.replace("<table:table-row>", "<table:table-row table:number-rows-repeated=\"1000000\">");
        let across = row(&["x"], " table:number-columns-repeated=\"16000\"").repeat(1_000);
        for bomb in [down, across] {
            let bytes = open_document(&format!("{header}{flat}{bomb}"));
            assert!(bytes.len() < 16 << 10, "{} bytes", bytes.len());
            upload(&browser, &bytes).await.is(422).says("太长");
        }
    }

    async fn a_workbook_that_unpacks_without_end_is_refused_in_words(site: &Site) {
        let browser = made(site).await;
        // The same without harm is read, so it is the harm that is refused.
        upload(&browser, &book(&sheet("", "王小明", ""))).await.is(303);
        let bomb = || Part("xl/media/image1.png", gibibyte(), 1 << 30, 0);
        let small_claim = || Part("xl/media/image2.png", gibibyte(), 100, 0);
        for bomb in [bomb(), small_claim()] {
            let all: Vec<Part> = parts(&sheet("", "王小明", "")).into_iter().chain([bomb]).collect();
            let bytes = zip(&all);
            assert!(bytes.len() < 2 << 20, "{} bytes", bytes.len());
            upload(&browser, &bytes).await.is(422).says("第 1 行：太长");
        }
        // The sheet itself: 16 MiB at a time, until it is too much.
        let mut all = parts("");
        all[4] = Part("xl/worksheets/sheet1.xml", gibibyte(), 1 << 30, 0);
        upload(&browser, &zip(&all)).await.is(422).says("第 1 行：太长");
    }

    async fn a_workbook_with_two_lists_of_its_parts_is_no_table(site: &Site) {
        let browser = made(site).await;
        // The harmless list stands where the end says that the list begins, the other one where
        // its length says.
        let (body, harmless) = laid(&parts(&sheet("", "王小明", "")), 0);
        let mut all = parts("");
        all[4] = Part("xl/worksheets/sheet1.xml", gibibyte(), 1 << 30, 0);
        let (bomb, list) = laid(&all, body.len() + harmless.len());
        let bytes = [&body[..], &harmless, &bomb, &list, &end(5, list.len(), body.len())].concat();
        upload(&browser, &bytes).await.is(422).says(NO_TABLE);
        // A list that is longer than it says, and one that is shorter.
        let (body, list) = laid(&parts(&sheet("", "王小明", "")), 0);
        for count in [4, 6] {
            let bytes = [&body[..], &list, &end(count, list.len(), body.len())].concat();
            upload(&browser, &bytes).await.is(422).says(NO_TABLE);
        }
    }

    async fn a_workbook_of_thousands_of_parts_is_no_table(site: &Site) {
        let browser = made(site).await;
        let more = (0..2_000).map(|_| part("xl/media/a", ""));
        let all: Vec<Part> = parts(&sheet("", "王小明", "")).into_iter().chain(more).collect();
        upload(&browser, &zip(&all)).await.is(422).says(NO_TABLE);
    }

    async fn a_workbook_that_reaches_for_another_file_gets_nothing_of_it(site: &Site) {
        let browser = made(site).await;
        let secret = site.app.config.data.join("planted.txt");
        std::fs::write(&secret, "planted-in-a-file").unwrap();
        let outside = format!("<!DOCTYPE x [<!ENTITY e SYSTEM \"file://{}\">]>", secret.display());
        let inside = "<!DOCTYPE x [<!ENTITY e \"planted-in-a-file\">]>";
        // Ten times ten times …: 10^9 of them.
        let laugh = |n: u32| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10));
        let laughs = (1..10).map(laugh).collect::<Vec<_>>().concat();
        let laughs = format!("<!DOCTYPE x [<!ENTITY e0 \"planted-in-a-file\">{laughs}]>");
        for (before, used) in [(outside.as_str(), "&e;"), (inside, "&e;"), (&laughs, "&e9;")] {
            upload(&browser, &book(&sheet(before, used, ""))).await.is(422).says(NO_TABLE).hides("planted-in-a-file");
            // Told and not used it is nothing.
            let told = upload(&browser, &book(&sheet(before, "王小明", ""))).await;
            if told.status.as_u16() == 303 {
                browser.follow(&told).await.shows("101").hides("planted-in-a-file");
            } else {
                told.is(422).says(NO_TABLE);
            }
        }
    }

    async fn a_workbook_of_a_hundred_thousand_columns_is_refused_in_words(site: &Site) {
        let browser = made(site).await;
        let wide = format!("<row>{}</row>", cell("x").repeat(100_000));
        let bytes = book(&sheet("", "王小明", &wide));
        assert!(bytes.len() < 100_000, "{} bytes", bytes.len());
        upload(&browser, &bytes).await.is(422).says("太长");
        // One cell that says that it stands there: at the edge of what there is, and far beyond it.
        for place in ["XFD3", "EQXD3", "ZZZZZZ3"] {
            let far = format!("<row r=\"3\"><c r=\"{place}\" t=\"inlineStr\"><is><t>x</t></is></c></row>");
            let told = upload(&browser, &book(&sheet("", "王小明", &far))).await;
            assert!(told.is(422).body.contains("太长") || told.body.contains(NO_TABLE), "{}", told.body);
        }
    }
}
