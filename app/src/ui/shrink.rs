//! Makes photos small enough for a phone's uplink. The canvas also drops where and with what they were taken.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

use crate::dom::{document, window};

/// Longest side of a shrunk photo, in pixels: small print on a photographed screen stays readable.
const LONGEST_PX: f64 = 2_000.0;
/// JPEG quality, 0 to 1.
const QUALITY: f64 = 0.82;

/// A smaller picture, or the same blob where that would not help: not a photo, unreadable, or small already.
pub async fn shrink(original: Blob) -> Blob {
    let kind = original.type_();
    if !matches!(kind.as_str(), "image/jpeg" | "image/png" | "image/webp" | "image/heic" | "image/heif") {
        return original;
    }
    match redraw(&original).await {
        Ok(Some(smaller)) if smaller.size() < original.size() => smaller,
        _ => original,
    }
}

async fn redraw(original: &Blob) -> Result<Option<Blob>, JsValue> {
    let bitmap: ImageBitmap = JsFuture::from(window().create_image_bitmap_with_blob(original)?).await?.dyn_into()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (LONGEST_PX / width.max(height)).min(1.0);
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    canvas.set_width((width * scale).round() as u32);
    canvas.set_height((height * scale).round() as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    // A transparent screenshot would turn black as JPEG.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()))?;
    bitmap.close();
    let mut failed = None;
    let blob = Promise::new(&mut |resolve: Function, _| {
        failed = canvas.to_blob_with_type_and_encoder_options(&resolve, "image/jpeg", &JsValue::from_f64(QUALITY)).err();
    });
    if let Some(error) = failed {
        return Err(error);
    }
    Ok(JsFuture::from(blob).await?.dyn_into().ok())
}
