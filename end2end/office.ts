// Files as offices save them: a list in GB18030, a workbook. Node writes neither.
import { crc32 } from "node:zlib";

/** Text in GB18030, for the characters that take two bytes or one. */
export const gb18030 = (text: string) => {
  const reader = new TextDecoder("gb18030");
  const bytes = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail !== 0x7f) bytes.set(reader.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  return Buffer.from([...text].flatMap((letter) => {
    const code = letter.charCodeAt(0);
    const found = code < 0x80 ? [code] : bytes.get(letter);
    if (!found) throw new Error(`${letter} takes four bytes in GB18030`);
    return found;
  }));
};

/** A ZIP file whose parts are stored as they are. */
const zip = (parts: Record<string, string>) => {
  const files: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [title, body] = [Buffer.from(name), Buffer.from(text)];
    // Version 2.0, no flags, stored; a date that does not matter; then the sum and the lengths.
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x21, 8);
    head.writeUInt32LE(crc32(body), 10);
    head.writeUInt32LE(body.length, 14);
    head.writeUInt32LE(body.length, 18);
    head.writeUInt16LE(title.length, 22);
    const file = Buffer.concat([Buffer.from("PK\x03\x04"), head, title, body]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    list.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), head, rest, title]));
    files.push(file);
    offset += file.length;
  }
  const index = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(list.length, 4);
  end.writeUInt16LE(list.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, index, Buffer.from("PK\x05\x06"), end]);
};

/** A workbook of one sheet; numbers are numbers, and the first row is as wide as the sheet where `title` stands above. */
export const workbook = (title: string, rows: (string | number)[][]) => {
  const cell = (value: string | number) =>
    typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const lines = [[title], ...rows].map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
  const width = String.fromCharCode(64 + Math.max(...rows.map((row) => row.length)));
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`;
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
  return zip({
    "[Content_Types].xml": `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kinds}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kinds}.worksheet+xml"/></Types>`,
    "_rels/.rels": `${xml}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${links}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${xml}<workbook xmlns="${main}" xmlns:r="${links}"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${xml}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `${xml}<worksheet xmlns="${main}"><sheetData>${lines}</sheetData><mergeCells count="1"><mergeCell ref="A1:${width}1"/></mergeCells></worksheet>`,
  });
};
