//! Makes the assets of the server build: names with a hash, brotli and gzip beside the plain
//! bytes, all embedded in the one binary. The other builds have none.
//!
//! `LINLI_PKG` names the folder with the islands as `wasm-bindgen` left them (`linli.js`,
//! `linli_bg.wasm`); without it the server is built without islands and every page still works.

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// One file that browsers load.
struct Asset {
    /// Name in the code.
    key: String,
    /// Address with the hash.
    path: String,
    mime: &'static str,
    bytes: Vec<u8>,
}

fn main() -> io::Result<()> {
    for watched in ["style", "public", "migrations", "src/i18n"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    println!("cargo::rerun-if-env-changed=LINLI_PKG");
    if env::var_os("CARGO_FEATURE_SSR").is_none() {
        return Ok(());
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?);
    let core = sheet(&["main", "base", "forms", "parts"])?;
    let mut assets = vec![
        asset("staff.css", "css", "text/css; charset=utf-8", sheet(&["staff"])?.into_bytes()),
        asset("print.css", "css", "text/css; charset=utf-8", sheet(&["print"])?.into_bytes()),
    ];
    public(&mut assets)?;
    islands(&mut assets)?;
    fs::write(out.join("core.css"), &core)?;
    fs::write(out.join("assets.rs"), table(&assets, &core, &out)?)
}

/// The parts of a style sheet, joined and without comments and needless blanks.
fn sheet(parts: &[&str]) -> io::Result<String> {
    let mut text = String::new();
    for part in parts {
        let file = Path::new("style").join(format!("{part}.css"));
        text.push_str(&fs::read_to_string(file)?);
    }
    Ok(squeeze(&text))
}

fn squeeze(css: &str) -> String {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, tail)| tail);
    }
    plain.push_str(rest);
    let mut out = String::with_capacity(plain.len());
    for word in plain.split_whitespace() {
        let tight = out.ends_with(['{', '}', ';', ',']) || word.starts_with(['{', '}', ';']);
        if !out.is_empty() && !tight {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.replace(": ", ":").replace(";}", "}")
}

/// Files of `public/`: plain scripts, icons, the manifest.
fn public(assets: &mut Vec<Asset>) -> io::Result<()> {
    let mut files: Vec<PathBuf> = fs::read_dir("public")?.filter_map(|e| e.ok().map(|e| e.path())).collect();
    files.sort();
    for file in files {
        let name = file.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        let extension = file.extension().and_then(|e| e.to_str()).unwrap_or_default().to_owned();
        let mime = match extension.as_str() {
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "txt" => "text/plain; charset=utf-8",
            "webmanifest" => "application/manifest+json",
            _ => continue,
        };
        if name != "wake.js" {
            assets.push(asset(&name, &extension, mime, fs::read(&file)?));
        }
    }
    Ok(())
}

/// The islands and the small module that wakes them, which names them by their hashes.
fn islands(assets: &mut Vec<Asset>) -> io::Result<()> {
    let Some(folder) = env::var_os("LINLI_PKG").map(PathBuf::from).filter(|f| f.join("linli.js").exists()) else {
        println!("cargo::warning=LINLI_PKG is not set: the islands are left out, pages work without them");
        return Ok(());
    };
    for name in ["linli.js", "linli_bg.wasm"] {
        println!("cargo::rerun-if-changed={}", folder.join(name).display());
    }
    let wasm = asset("linli.wasm", "wasm", "application/wasm", fs::read(folder.join("linli_bg.wasm"))?);
    let glue = asset("linli.js", "js", "text/javascript; charset=utf-8", fs::read(folder.join("linli.js"))?);
    let wake = fs::read_to_string("public/wake.js")?.replace("LINLI_JS", &glue.path).replace("LINLI_WASM", &wasm.path);
    assets.push(asset("wake.js", "js", "text/javascript; charset=utf-8", wake.into_bytes()));
    assets.push(glue);
    assets.push(wasm);
    Ok(())
}

fn asset(name: &str, extension: &str, mime: &'static str, bytes: Vec<u8>) -> Asset {
    let hash = hex(&Sha256::digest(&bytes));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    Asset {
        key: name.to_owned(),
        path: format!("/assets/{stem}.{}.{extension}", hash.get(..12).unwrap_or_default()),
        mime,
        bytes,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// The generated module: every asset with its three forms.
fn table(assets: &[Asset], core: &str, out: &Path) -> io::Result<String> {
    let mut rust = String::from("/// Every asset.\npub static ASSETS: &[Asset] = &[\n");
    for (n, asset) in assets.iter().enumerate() {
        let files = [("plain", asset.bytes.clone()), ("br", brotli(&asset.bytes)?), ("gz", gzip(&asset.bytes)?)];
        let _ = writeln!(rust, "    Asset {{ key: {:?}, path: {:?}, mime: {:?},", asset.key, asset.path, asset.mime);
        for (form, bytes) in files {
            let file = out.join(format!("{n}.{form}"));
            fs::write(&file, bytes)?;
            let _ = writeln!(rust, "        {form}: include_bytes!({:?}),", file.display().to_string());
        }
        rust.push_str("    },\n");
    }
    rust.push_str("];\n");
    let digest = base64(&Sha256::digest(core.as_bytes()));
    let _ = writeln!(rust, "/// SHA-256 of the inlined style sheet, as the policy header names it.");
    let _ = writeln!(rust, "pub const CORE_CSS_HASH: &str = \"sha256-{digest}\";");
    let _ = writeln!(rust, "/// The style sheet that every page carries.");
    let _ =
        writeln!(rust, "pub const CORE_CSS: &str = include_str!({:?});", out.join("core.css").display().to_string());
    Ok(rust)
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, 11, 22);
    writer.write_all(bytes)?;
    drop(writer);
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let n = chunk.iter().fold(0u32, |n, b| (n << 8) | u32::from(*b)) << (8 * (3 - chunk.len()));
        for (i, shift) in [18u32, 12, 6, 0].into_iter().enumerate() {
            let sign = usize::try_from((n >> shift) & 63).ok().and_then(|at| SIGNS.get(at)).copied().unwrap_or(b'=');
            out.push(if i <= chunk.len() { char::from(sign) } else { '=' });
        }
    }
    out
}
