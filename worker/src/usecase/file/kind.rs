//! What a file is, found in its content. The name's extension must agree, and only kinds that a support case needs are
//! taken: what a browser could run from our address (HTML, SVG, scripts) and what a computer could is not among them.

use shared::error::Code;

/// How much of a text is looked at for markup, in bytes.
const MARKUP_BYTES: usize = 1024;

/// What every kind but a text is known by, in bytes from the beginning.
const HEAD_BYTES: u32 = 512;

/// A kind of content: how it begins, how it is served, and the extensions it may have.
struct Kind {
    at: usize,
    magic: &'static [u8],
    media_type: &'static str,
    extensions: &'static [&'static str],
}

const fn kind(at: usize, magic: &'static [u8], media_type: &'static str, extensions: &'static [&'static str]) -> Kind {
    Kind { at, magic, media_type, extensions }
}

const KINDS: &[Kind] = &[
    kind(0, b"\x89PNG\r\n\x1a\n", "image/png", &["png"]),
    kind(0, b"\xff\xd8\xff", "image/jpeg", &["jpg", "jpeg", "jfif"]),
    kind(0, b"GIF87a", "image/gif", &["gif"]),
    kind(0, b"GIF89a", "image/gif", &["gif"]),
    kind(8, b"WEBP", "image/webp", &["webp"]),
    kind(4, b"ftypheic", "image/heic", &["heic", "heif"]),
    kind(4, b"ftypheix", "image/heic", &["heic", "heif"]),
    kind(4, b"ftypmif1", "image/heif", &["heif", "heic"]),
    kind(4, b"ftypavif", "image/avif", &["avif"]),
    kind(0, b"BM", "image/bmp", &["bmp"]),
    kind(0, b"II*\0", "image/tiff", &["tif", "tiff"]),
    kind(0, b"MM\0*", "image/tiff", &["tif", "tiff"]),
    kind(0, b"%PDF-", "application/pdf", &["pdf"]),
    // Word, Excel and PowerPoint since 2007 are ZIP archives, as are OpenDocument files.
    kind(0, b"PK\x03\x04", "application/zip", &["zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"]),
    kind(0, b"PK\x05\x06", "application/zip", &["zip"]),
    // Office before 2007 and WPS.
    kind(
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "application/octet-stream",
        &["doc", "xls", "ppt", "wps", "et", "dps", "msg", "vsd", "mpp"],
    ),
    kind(0, b"\x1f\x8b", "application/gzip", &["gz", "tgz"]),
    kind(0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", &["7z"]),
    kind(0, b"Rar!\x1a\x07", "application/vnd.rar", &["rar"]),
    kind(257, b"ustar", "application/x-tar", &["tar"]),
];

/// Extensions of texts.
const TEXTS: &[&str] =
    &["txt", "log", "csv", "tsv", "md", "json", "xml", "yaml", "yml", "ini", "conf", "cfg", "sql", "out", "err", "trc", "properties"];

/// How much of a content [`check`] must see: of a text all of it.
pub fn needed(extension: &str) -> Option<u32> {
    (!TEXTS.contains(&extension)).then_some(HEAD_BYTES)
}

/// The media type under which a content may be served, if its name agrees.
pub fn check(extension: &str, content: &[u8]) -> Result<&'static str, Code> {
    if content.is_empty() {
        return Err(Code::FileEmpty);
    }
    let known = TEXTS.contains(&extension) || KINDS.iter().any(|k| k.extensions.contains(&extension));
    if !known {
        return Err(Code::FileTypeRefused);
    }
    match KINDS.iter().find(|k| k.is(content)) {
        Some(kind) if kind.extensions.contains(&extension) => Ok(kind.media_type),
        _ if TEXTS.contains(&extension) => text(content),
        _ => Err(Code::FileNotTheType),
    }
}

impl Kind {
    fn is(&self, content: &[u8]) -> bool {
        content.get(self.at..).is_some_and(|rest| rest.starts_with(self.magic))
    }
}

/// Text in UTF-8, or in the encoding of Chinese Windows.
fn text(content: &[u8]) -> Result<&'static str, Code> {
    let control = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    if content.iter().any(|b| control(*b)) {
        return Err(Code::FileNotTheType);
    }
    if is_markup(content) {
        return Err(Code::FileTypeRefused);
    }
    if std::str::from_utf8(content).is_ok() {
        return Ok("text/plain; charset=utf-8");
    }
    if is_gb18030(content) {
        return Ok("text/plain; charset=gb18030");
    }
    Err(Code::FileNotTheType)
}

/// Whether it would be a page or a drawing with scripts to whoever ignores its type.
fn is_markup(content: &[u8]) -> bool {
    let head = content.get(..MARKUP_BYTES).unwrap_or(content);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let begins = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let tags = ["<svg", "<html", "<!doctype html", "<script", "<body", "<iframe"];
    begins.starts_with('<') && tags.iter().any(|tag| begins.contains(tag))
}

/// GB 18030-2005 §4: one byte, two (lead 81–FE, trail 40–FE without 7F), or four (lead, digit, lead, digit).
fn is_gb18030(content: &[u8]) -> bool {
    let lead = |b: u8| (0x81..=0xfe).contains(&b);
    let mut rest = content;
    while let Some((first, tail)) = rest.split_first() {
        rest = match (first, tail) {
            (0..=0x7f, tail) => tail,
            (a, [b, tail @ ..]) if lead(*a) && (0x40..=0xfe).contains(b) && *b != 0x7f => tail,
            (a, [b'0'..=b'9', c, b'0'..=b'9', tail @ ..]) if lead(*a) && lead(*c) => tail,
            _ => return false,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r2_pictures_documents_texts_and_archives_are_taken() {
        assert_eq!(check("png", b"\x89PNG\r\n\x1a\n..."), Ok("image/png"));
        assert_eq!(check("jpeg", b"\xff\xd8\xff\xe0"), Ok("image/jpeg"));
        assert_eq!(check("webp", b"RIFF\0\0\0\0WEBPVP8 "), Ok("image/webp"));
        assert_eq!(check("xlsx", b"PK\x03\x04\x14"), Ok("application/zip"));
        assert_eq!(check("pdf", b"%PDF-1.7"), Ok("application/pdf"));
        assert_eq!(check("log", "2026-11-22 扫码失败\n".as_bytes()), Ok("text/plain; charset=utf-8"));
        assert_eq!(check("txt", b"\xc9\xa8\xc2\xeb\xca\xa7\xb0\xdc"), Ok("text/plain; charset=gb18030"));
    }

    #[test]
    fn what_can_run_is_refused_whatever_its_name() {
        assert_eq!(check("exe", b"MZ\x90\0"), Err(Code::FileTypeRefused));
        assert_eq!(check("svg", b"<svg onload=alert(1)>"), Err(Code::FileTypeRefused));
        assert_eq!(check("html", b"<p>"), Err(Code::FileTypeRefused));
        assert_eq!(check("", b"x"), Err(Code::FileTypeRefused));
        for renamed in ["png", "jpg", "pdf", "zip", "txt", "xls"] {
            assert_eq!(check(renamed, b"MZ\x90\0\x03\0"), Err(Code::FileNotTheType), "{renamed}");
        }
        assert_eq!(check("png", b"<svg onload=alert(1)>"), Err(Code::FileNotTheType));
        for renamed in ["txt", "xml", "log"] {
            assert_eq!(check(renamed, b"\xef\xbb\xbf <?xml version='1.0'?><svg/>"), Err(Code::FileTypeRefused));
        }
        assert_eq!(check("png", b"\xff\xd8\xff\xe0"), Err(Code::FileNotTheType));
        assert_eq!(check("txt", b"a\0b"), Err(Code::FileNotTheType));
        assert_eq!(check("png", b""), Err(Code::FileEmpty));
    }
}
