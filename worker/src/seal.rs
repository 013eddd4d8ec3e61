//! What others gave us to keep and we must be able to read again: such as a robot's address, which is a password. It lies in the
//! database enciphered (AES-256-GCM, by the platform) with a key of the installation's secret, bound to its place: neither a copy of
//! the database nor a row moved to elsewhere gives it away.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;

use crate::db::Fault;
use crate::secret;

/// How a sealed text begins. One that does not was stored before there were seals.
const MARK: &str = "sealed:1:";
/// What the key is for; another purpose would have another key.
const PURPOSE: &str = "seal";
/// Bytes of the random number that no two seals share.
const NONCE_BYTES: usize = 12;

/// Whether a text is sealed.
pub fn is_sealed(text: &str) -> bool {
    text.starts_with(MARK)
}

/// Seals a text for a place, such as a table, a row and a column.
pub async fn seal(key: &str, place: &str, text: &str) -> Result<String, Fault> {
    let nonce = secret::random::<NONCE_BYTES>()?;
    let sealed = cipher("encrypt", key, place, &nonce, text.as_bytes()).await?;
    Ok([MARK, &BASE64URL_NOPAD.encode(&[&nonce, sealed.as_slice()].concat())].concat())
}

/// Reads a sealed text of that place; a text from before there were seals is itself. `None` where the installation's secret is not
/// the one that it was sealed with.
pub async fn open(key: &str, place: &str, kept: &str) -> Result<Option<String>, Fault> {
    let Some(sealed) = kept.strip_prefix(MARK) else {
        return Ok(Some(kept.to_owned()));
    };
    let bytes = BASE64URL_NOPAD.decode(sealed.as_bytes()).map_err(|e| Fault::new(format!("a seal: {e}")))?;
    let Some((nonce, sealed)) = bytes.split_at_checked(NONCE_BYTES) else {
        return Ok(None);
    };
    let opened = cipher("decrypt", key, place, nonce, sealed).await.ok();
    Ok(opened.and_then(|bytes| String::from_utf8(bytes).ok()))
}

async fn cipher(way: &str, key: &str, place: &str, nonce: &[u8], data: &[u8]) -> Result<Vec<u8>, Fault> {
    let raw = HEXLOWER.decode(secret::keyed(key, PURPOSE)?.as_bytes()).map_err(|e| Fault::new(format!("a key: {e}")))?;
    let uses = js_sys::Array::of2(&"encrypt".into(), &"decrypt".into());
    let imported = secret::subtle("importKey", &[&"raw".into(), &bytes(&raw), &"AES-GCM".into(), &JsValue::FALSE, &uses]).await?;
    let how = Object::new();
    let parts = [("name", "AES-GCM".into()), ("iv", bytes(nonce)), ("additionalData", bytes(place.as_bytes()))];
    for (name, value) in parts {
        Reflect::set(&how, &name.into(), &value)?;
    }
    let done = secret::subtle(way, &[&how, &imported, &bytes(data)]).await?;
    Ok(Uint8Array::new(&done).to_vec())
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}
