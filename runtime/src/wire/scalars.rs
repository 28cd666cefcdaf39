//! Arrays of strings and numbers. Most long arrays are such, and a slot for each element costs more than reading it, so these arrays read
//! and write their elements themselves. They handle only common spellings and leave the rest to the caller.

use crate::syntax::float::write_float;
use crate::syntax::scan::{Scanner, push_content};
use crate::wire::{Scalars, ScalarsPlace, Wire};

/// An element of such an array.
pub(crate) trait Element: Wire + Sized {
    /// Consumes the next value if it has a common spelling; otherwise consumes at most white space.
    fn read(scanner: &mut Scanner<'_>) -> Option<Self>;
    /// Appends an array of at least one element.
    fn write(list: &[Self], out: &mut String);
}

/// Enough for a typical number and its comma; more is allocated on demand.
const USUAL: usize = 8;

/// Instantiates the functions of each type in this crate, so that generated crates need not.
macro_rules! scalars {
    ($($type:ty)*) => {$(
        impl Scalars for Vec<$type> {
            fn put(&self, out: &mut String) {
                put(self, out);
            }
        }

        impl ScalarsPlace for Vec<$type> {
            fn take(&mut self, text: &str) -> usize {
                take(self, text)
            }

            fn taken(&self) -> usize {
                self.len()
            }
        }
    )*};
}

scalars! { String f64 i8 i16 i32 i64 u8 u16 u32 u64 }

#[inline]
fn take<T: Element>(list: &mut Vec<T>, text: &str) -> usize {
    let mut scanner = Scanner::new(text);
    let mut taken = 0;
    loop {
        scanner.peek();
        let Some(element) = T::read(&mut scanner) else { return taken };
        list.push(element);
        taken = scanner.offset();
        if !scanner.passes_comma() {
            return taken;
        }
    }
}

#[inline]
fn put<T: Element>(list: &[T], out: &mut String) {
    if list.is_empty() {
        out.push_str("[]");
    } else {
        T::write(list, out);
    }
}

impl Element for String {
    #[inline]
    fn read(scanner: &mut Scanner<'_>) -> Option<Self> {
        scanner.plain_string().map(str::to_owned)
    }

    #[inline]
    fn write(list: &[Self], out: &mut String) {
        out.reserve(list.iter().map(|text| text.len() + 3).sum());
        // Copies of constant length need no call.
        out.push_str("[\"");
        for (index, text) in list.iter().enumerate() {
            if index > 0 {
                out.push_str("\",\"");
            }
            push_content(text, out);
        }
        out.push_str("\"]");
    }
}

impl Element for f64 {
    #[inline]
    fn read(scanner: &mut Scanner<'_>) -> Option<Self> {
        scanner.decimal()
    }

    #[inline]
    fn write(list: &[Self], out: &mut String) {
        out.reserve(list.len().saturating_mul(USUAL));
        let mut before = '[';
        for value in list {
            out.push(before);
            write_float(*value, out);
            before = ',';
        }
        out.push(']');
    }
}

macro_rules! integers {
    ($($type:ident $read:ident;)*) => {$(
        impl Element for $type {
            #[inline]
            fn read(scanner: &mut Scanner<'_>) -> Option<Self> {
                scanner.$read()?.try_into().ok()
            }

            #[inline]
            fn write(list: &[Self], out: &mut String) {
                out.reserve(list.len().saturating_mul(USUAL));
                let mut digits = itoa::Buffer::new();
                let mut before = '[';
                for value in list {
                    out.push(before);
                    out.push_str(digits.format(*value));
                    before = ',';
                }
                out.push(']');
            }
        }
    )*};
}

integers! {
    i8 signed;
    i16 signed;
    i32 signed;
    i64 signed;
    u8 unsigned;
    u16 unsigned;
    u32 unsigned;
    u64 unsigned;
}

#[cfg(test)]
mod tests {
    use crate::text::{decode::decode, encode::encode};

    #[test]
    fn integers_are_written_like_single_ones() {
        let mut values = vec![0, 1, -1, i64::MIN, i64::MAX, 99_999_999, 100_000_000, -10_000_000_000_000_000];
        values.extend((0..19).flat_map(|zeros| [10_i64.pow(zeros), 10_i64.pow(zeros) - 1, -10_i64.pow(zeros)]));
        for count in 0..values.len() {
            let text: Vec<String> = values[..count].iter().map(i64::to_string).collect();
            let text = format!("[{}]", text.join(","));
            assert_eq!(encode(&values[..count].to_vec()), text);
            assert_eq!(decode::<Vec<i64>>(&text).unwrap(), values[..count]);
        }
        assert_eq!(encode(&vec![u64::MAX; 30]), format!("[{}]", vec!["18446744073709551615"; 30].join(",")));
        assert_eq!(encode(&vec![i8::MIN, i8::MAX]), "[-128,127]");
    }

    #[test]
    fn uncommon_elements_are_in_order() {
        assert_eq!(decode::<Vec<i64>>("[ 1 ,\n2.0, 3e0,-0 , 4]").unwrap(), [1, 2, 3, 0, 4]);
        assert_eq!(decode::<Vec<String>>(r#"["a","\u0062" , "","c\n"]"#).unwrap(), ["a", "b", "", "c\n"]);
        assert_eq!(decode::<Vec<f64>>("[1,-0.5, 1e-300,12345678901234567890123]").unwrap().len(), 4);
        assert_eq!(decode::<Vec<u8>>("[255,2.55e2]").unwrap(), [255, 255]);
        assert!(decode::<Vec<i64>>("[]").unwrap().is_empty());
    }

    #[test]
    fn errors_have_the_right_position() {
        for (text, path, column) in [
            ("[1,2,", "$[2]", 6),
            ("[1,2,]", "$[2]", 6),
            ("[1 2]", "$", 4),
            ("[1,2", "$", 5),
            ("[,1]", "$[0]", 2),
            ("[1,02]", "$[1]", 5),
            ("[1,\"a\"]", "$[1]", 4),
            ("[1,9223372036854775808]", "$[1]", 4),
        ] {
            let error = decode::<Vec<i64>>(text).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{path}: ")), "{text}: {error}");
            assert!(error.ends_with(&format!("(line 1, column {column})")), "{text}: {error}");
        }
    }
}
