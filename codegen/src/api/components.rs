//! The component schemas, including those that no operation uses.

use super::types::TypeBuilder;
use super::{Api, Bound, NameParts};
use crate::diag::{Code, Diagnostic, Pointer};
use crate::resolve::Description;
use crate::shape::Shape;

/// Records the type of every needed component.
pub(super) fn bind(builder: &mut TypeBuilder<'_>, description: &Description, api: &mut Api) {
    let mut left = 0;
    for (name, id) in &description.components {
        if !builder.shapes.is_needed(*id) {
            left += 1;
            continue;
        }
        let (canonical, _) = builder.shapes.canonical(*id);
        let elided = matches!(&builder.shapes.shape(canonical).shape, Shape::Enum(values) if values.len() == 1);
        let bound = if elided && !builder.numbers.contains_key(&canonical) {
            Bound::Constant
        } else {
            Bound::Type(builder.type_of(*id, &mut || NameParts::Component(name.clone())).split_null().0)
        };
        api.bound.push((builder.shapes.schema(*id).pointer.clone(), bound));
    }
    builder.finish_queue();
    if left > 0 {
        let message = match left {
            1 => "1 component schema is not used by any operation and is skipped".to_owned(),
            _ => format!("{left} component schemas are not used by any operation and are skipped"),
        };
        let place = Pointer::root().join("components").join("schemas");
        builder.diagnostics.push(Diagnostic::new(Code::Unreached, &place, message));
    }
}
