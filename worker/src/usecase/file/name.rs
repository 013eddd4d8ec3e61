//! File names as people gave them, made safe to show and to save.

use shared::error::Code;
use shared::text::{Lines, clean};

/// Longest name, in characters. What is cut is the middle's end, never the extension.
const NAME_CHARS_MAX: usize = 120;
/// Longest header value that is looked at, in bytes.
const HEADER_BYTES_MAX: usize = 2_000;

/// Reads `x-file-name`: UTF-8, percent-encoded. Gives the name and its extension in lower case.
pub fn read(header: &str) -> Result<(String, String), Code> {
    if header.len() > HEADER_BYTES_MAX {
        return Err(Code::FileNameInvalid);
    }
    let decoded = percent_encoding::percent_decode_str(header).decode_utf8().map_err(|_| Code::FileNameInvalid)?;
    tidy(&decoded)
}

/// The last part of a path, without what is invisible, overrides direction, or means something to a file system.
fn tidy(raw: &str) -> Result<(String, String), Code> {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = clean(last, Lines::One).chars().map(|c| if "<>:\"|?*".contains(c) { '_' } else { c }).collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let (stem, extension) = name.rsplit_once('.').ok_or(match name.is_empty() {
        true => Code::FileNameInvalid,
        false => Code::FileTypeRefused,
    })?;
    let room = NAME_CHARS_MAX.saturating_sub(extension.chars().count() + 1);
    if stem.trim().is_empty() || room == 0 {
        return Err(Code::FileNameInvalid);
    }
    let stem: String = stem.chars().take(room).collect();
    Ok((format!("{}.{extension}", stem.trim()), extension.to_lowercase()))
}

/// `Content-Disposition` (RFC 6266 §4.3): a plain name for old clients, the true one for all others.
pub fn disposition(how: &str, name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let full = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{full}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_path_no_override_and_no_control() {
        let read = |raw: &str| tidy(raw).map(|(name, _)| name);
        assert_eq!(read("扫码 失败.PNG").as_deref(), Ok("扫码 失败.PNG"));
        assert_eq!(read("../../etc/passwd.txt").as_deref(), Ok("passwd.txt"));
        assert_eq!(read("C:\\Users\\li\\a.log").as_deref(), Ok("a.log"));
        assert_eq!(read("photo\u{202E}gpj.exe").as_deref(), Ok("photogpj.exe"));
        assert_eq!(read("a\r\nX: y\0.txt").as_deref(), Ok("a X_ y.txt"));
        assert_eq!(read("...").unwrap_err(), Code::FileNameInvalid);
        assert_eq!(read(".png").unwrap_err(), Code::FileTypeRefused);
        assert_eq!(read("noextension").unwrap_err(), Code::FileTypeRefused);
        assert_eq!(read(&format!("{}.png", "单".repeat(300))).map(|n| n.chars().count()), Ok(120));
    }

    #[test]
    fn a_disposition_cannot_be_broken_out_of() {
        assert_eq!(disposition("inline", "a\"b 单.png"), "inline; filename=\"a_b _.png\"; filename*=UTF-8''a%22b%20%E5%8D%95%2Epng");
    }
}
