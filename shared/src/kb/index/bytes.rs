//! Numbers and texts as bytes: numbers in groups of seven bits, the lowest first (LEB128).

pub fn number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len() as u32);
    out.extend_from_slice(text.as_bytes());
}

/// Reads what the functions above wrote; `None` where the bytes say something else.
pub struct Reader<'b> {
    pub rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    pub fn number(&mut self) -> Option<u32> {
        let mut value = 0_u32;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            let bits = u32::from(byte & 0x7F);
            value |= bits.checked_shl(shift).filter(|shifted| shifted >> shift == bits)?;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// A count of things that take at least a byte each.
    pub fn count(&mut self) -> Option<usize> {
        self.number().map(|count| count as usize).filter(|count| *count <= self.rest.len())
    }

    pub fn text(&mut self) -> Option<&'b str> {
        let length = self.number()? as usize;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        str::from_utf8(text).ok()
    }
}
