//! How large an XLS workbook becomes once it is read.
//!
//! For: [`check`], before its reader makes room for every cell between the first and the last one, and
//! follows chains of sectors that may lead in a ring.
//! Must not know: what stands in the cells, which sheet is wanted.
//! To add: a record that places a cell is named in [`CELLS`].

use super::sheet::too_large;
use super::workbook::number;
use crate::domain::problem::Problem;

/// Most bytes of such a workbook: a sheet has at most 65,536 rows.
const MOST_BYTES: usize = 8 << 20;
/// Most cells of all sheets together, with the empty ones between.
const MOST_CELLS: usize = 3_200_000;
/// Rows and columns that there are.
const ENDS: (usize, usize) = (65_536, 256);
/// Records that begin with row and column.
const CELLS: [usize; 7] = [0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];
/// The end of a chain; from here on numbers of sectors are none.
const LAST: usize = 0xFFFF_FFFC;

/// Walks over the cells as their reader does.
///
/// # Errors
/// [`Problem::Rows`]: too large; [`Problem::NotATable`] for what is torn or leads in a ring.
pub fn check(bytes: &[u8]) -> Result<(), Problem> {
    if bytes.len() > MOST_BYTES {
        return Err(too_large(1));
    }
    let book = Book::open(bytes).ok_or(Problem::NotATable)?;
    let mut cells = 0_usize;
    for stream in book.streams().ok_or(Problem::NotATable)? {
        for begin in sheets(&stream) {
            let more = stream.get(begin..).and_then(extent).ok_or(Problem::NotATable)?;
            cells = cells.saturating_add(more);
            if cells > MOST_CELLS {
                return Err(too_large(1));
            }
        }
    }
    Ok(())
}

/// The sectors of a file, and which one follows which.
struct Book<'b> {
    bytes: &'b [u8],
    size: usize,
    next: Vec<usize>,
}

fn words(bytes: &[u8]) -> Vec<usize> {
    bytes.chunks_exact(4).filter_map(|word| number(word, 0, 4)).collect()
}

impl<'b> Book<'b> {
    fn open(bytes: &'b [u8]) -> Option<Self> {
        let size = match number(bytes, 30, 2)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut book = Self { bytes, size, next: Vec::new() };
        let mut tables = words(bytes.get(76..512)?);
        let (mut at, mut steps) = (number(bytes, 68, 4)?, 0);
        while at < LAST - 2 {
            steps += 1;
            if steps > book.count() {
                return None;
            }
            tables.extend(words(book.sector(at)?));
            at = tables.pop()?;
        }
        for table in tables.into_iter().filter(|table| *table < LAST) {
            let more = words(book.sector(table)?);
            book.next.extend(more);
        }
        Some(book)
    }

    /// No chain is longer, unless it leads in a ring.
    const fn count(&self) -> usize {
        self.bytes.len() / self.size + 1
    }

    fn sector(&self, id: usize) -> Option<&'b [u8]> {
        let start = id.checked_add(1)?.checked_mul(self.size)?;
        let end = start.saturating_add(self.size).min(self.bytes.len());
        self.bytes.get(start..end)
    }

    fn chain(&self, start: usize, most: usize) -> Option<Vec<u8>> {
        let (mut found, mut at, mut steps) = (Vec::new(), start, 0);
        while at < LAST && found.len() < most {
            steps += 1;
            if steps > self.count() {
                return None;
            }
            found.extend_from_slice(self.sector(at)?);
            at = *self.next.get(at)?;
        }
        found.truncate(most);
        Some(found)
    }

    /// Every stream that its reader could take for the workbook.
    fn streams(&self) -> Option<Vec<Vec<u8>>> {
        let list = self.chain(number(self.bytes, 48, 4)?, usize::MAX)?;
        let (is_wide, mut found) = (self.size > 512, Vec::new());
        let place = |entry: &[u8]| Some((number(entry, 116, 4)?, number(entry, 120, if is_wide { 8 } else { 4 })?));
        let (root, length) = place(list.get(..128)?)?;
        let small = if number(self.bytes, 64, 4)? > 0 { self.chain(root, length)? } else { Vec::new() };
        let small_next = words(&self.chain_or_none(number(self.bytes, 60, 4)?)?);
        for entry in list.chunks_exact(128) {
            let name = name(entry)?;
            let (start, length) = place(entry)?;
            if ["workbook", "book"].contains(&name.as_str()) {
                found.push(if length < 4096 {
                    short(&small, &small_next, start, length)?
                } else {
                    self.chain(start, length)?
                });
            }
        }
        Some(found)
    }

    fn chain_or_none(&self, start: usize) -> Option<Vec<u8>> {
        if start < LAST { self.chain(start, usize::MAX) } else { Some(Vec::new()) }
    }
}

/// In small letters; none if it begins like another way of writing, which its reader would follow.
fn name(entry: &[u8]) -> Option<String> {
    let raw = entry.get(..64)?;
    let is_odd = [&b"\xef\xbb\xbf"[..], b"\xfe\xff", b"\xff\xfe"].iter().any(|mark| raw.starts_with(mark));
    let units = raw.chunks_exact(2).filter_map(|unit| number(unit, 0, 2)).take_while(|unit| *unit != 0);
    let letters = units.map(|unit| u8::try_from(unit).map_or('?', char::from).to_ascii_lowercase());
    (!is_odd).then(|| letters.collect())
}

/// A stream of the small sectors.
fn short(small: &[u8], next: &[usize], start: usize, most: usize) -> Option<Vec<u8>> {
    let (mut found, mut at) = (Vec::new(), start);
    while at < LAST && found.len() < most {
        let begin = at.checked_mul(64)?;
        let piece = small.get(begin..begin.saturating_add(64).min(small.len()))?;
        if piece.is_empty() {
            return None;
        }
        found.extend_from_slice(piece);
        at = *next.get(at)?;
    }
    found.truncate(most);
    Some(found)
}

/// Kind and content of each record.
fn records(mut rest: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (number(rest, 0, 2)?, number(rest, 2, 2)?);
        let data = rest.get(4..length.saturating_add(4))?;
        rest = rest.get(length.saturating_add(4)..)?;
        Some((kind, data))
    })
}

/// Where the sheets begin.
fn sheets(stream: &[u8]) -> Vec<usize> {
    records(stream).filter(|(kind, _)| *kind == 0x0085).filter_map(|(_, data)| number(data, 0, 4)).collect()
}

/// How many cells lie between the first and the last one; none if more are said to than can be.
fn extent(sheet: &[u8]) -> Option<usize> {
    let (mut from, mut to) = ((usize::MAX, usize::MAX), (0, 0));
    let (mut depth, mut begun, mut found) = (0_usize, false, 0_usize);
    for (kind, data) in records(sheet) {
        match kind {
            0x0809 if begun => depth += 1,
            0x0809 => begun = true,
            0x000A if depth == 0 => break,
            0x000A => depth -= 1,
            _ if depth > 0 => {}
            0x0200 => fits(data)?,
            0x00BD => {
                let (row, first) = (number(data, 0, 2)?, number(data, 2, 2)?);
                let last = number(data, data.len().checked_sub(2)?, 2)?;
                from = (from.0.min(row), from.1.min(first));
                to = (to.0.max(row), to.1.max(last));
                found += 1;
            }
            _ if CELLS.contains(&kind) => {
                let (row, column) = (number(data, 0, 2)?, number(data, 2, 2)?);
                from = (from.0.min(row), from.1.min(column));
                to = (to.0.max(row), to.1.max(column));
                found += 1;
            }
            _ => {}
        }
    }
    let side = |from: usize, to: usize| to.saturating_sub(from).saturating_add(1);
    Some(if found == 0 { 0 } else { side(from.0, to.0).saturating_mul(side(from.1, to.1)) })
}

/// Whether a sheet claims no more than there can be.
fn fits(data: &[u8]) -> Option<()> {
    let (wide, at) = if data.len() == 10 { (2, [0, 2, 4, 6]) } else { (4, [0, 4, 8, 10]) };
    let [from, to, left, right] = at;
    let rows = (number(data, from, wide)?, number(data, to, wide)?);
    let columns = (number(data, left, 2)?, number(data, right, 2)?);
    let is_ordered = rows.0 <= rows.1 || rows.1 == 0;
    (is_ordered && rows.1 <= ENDS.0 && columns.1 <= ENDS.1).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    fn cell(row: u16, column: u16) -> Vec<u8> {
        record(0x027E, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 6]].concat())
    }

    /// A file of a workbook with these sheets; the last sector is followed by `after`.
    fn file(sheets: &[Vec<u8>], after: u32) -> Vec<u8> {
        let (mut head, mut body) = (record(0x0809, &[0, 6, 5, 0]), Vec::new());
        let length = head.len() + sheets.len() * 12 + 4;
        for sheet in sheets {
            let at = u32::try_from(length + body.len()).unwrap();
            head.extend(record(0x0085, &[&at.to_le_bytes()[..], &[0; 4]].concat()));
            body.extend([record(0x0809, &[0, 6, 16, 0]), sheet.clone(), record(0x000A, &[])].concat());
        }
        head.extend(record(0x000A, &[]));
        let mut stream = [head, body].concat();
        stream.resize(4096, 0);
        // Sector 0 is the table, 1 the list of streams, 2 to 9 the workbook.
        let mut table = vec![0xFFFF_FFFD_u32, 0xFFFF_FFFE];
        table.extend((3..10).chain([after]));
        table.resize(128, u32::MAX);
        let entry = |name: &str, start: u32, length: u32| {
            let mut all = vec![0; 128];
            for (at, unit) in name.encode_utf16().enumerate() {
                all[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
            }
            all[116..120].copy_from_slice(&start.to_le_bytes());
            all[120..124].copy_from_slice(&length.to_le_bytes());
            all
        };
        let mut list = [entry("Root Entry", 0xFFFF_FFFE, 0), entry("Workbook", 2, 5000)].concat();
        list.resize(512, 0);
        let mut first = vec![0; 512];
        first[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        first[30] = 9;
        first[32] = 6;
        first[48] = 1;
        first[60..64].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
        first[68..72].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
        first[76..512].fill(0xFF);
        first[76..80].fill(0);
        let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
        [first, table, list, stream].concat()
    }

    #[test]
    fn a_workbook_counts_as_all_cells_between_its_first_and_its_last() {
        let last = 0xFFFF_FFFE;
        let near = [cell(0, 0), cell(999, 20)].concat();
        assert_eq!(check(&file(&[near], last)), Ok(()));
        let far = [cell(0, 0), cell(65_535, 255)].concat();
        assert_eq!(check(&file(&[far], last)), Err(too_large(1)));
        let some = [cell(0, 0), cell(65_535, 19)].concat();
        assert_eq!(check(&file(std::slice::from_ref(&some), last)), Ok(()));
        assert_eq!(check(&file(&vec![some; 3], last)), Err(too_large(1)));
    }

    #[test]
    fn what_claims_more_than_can_be_or_leads_in_a_ring_is_no_table() {
        let last = 0xFFFF_FFFE;
        let claim = |rows: u32| record(0x0200, &[&[0; 4][..], &rows.to_le_bytes(), &[0, 0, 10, 0, 0, 0]].concat());
        assert_eq!(check(&file(&[claim(65_536)], last)), Ok(()));
        assert_eq!(check(&file(&[claim(u32::MAX)], last)), Err(Problem::NotATable));
        let mut ring = file(&[cell(0, 0)], 2);
        // The stream says that it is longer than the file.
        ring[1024 + 128 + 120..1024 + 128 + 124].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(check(&ring), Err(Problem::NotATable));
        assert_eq!(check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Err(Problem::NotATable));
        assert_eq!(check(&vec![0; MOST_BYTES + 1]), Err(too_large(1)));
    }
}
