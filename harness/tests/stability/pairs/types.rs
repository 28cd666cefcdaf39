//! Changes of schemas.

use super::Edit::{Remove, Rename, Replace, Rotate, Set};
use super::Pair;
use bindery::diff::Weight::{Breaking, Compatible, Docs, Silent};

pub(crate) const TYPES: &[Pair] = &[
    // Documentation.
    ("a schema is described", &[Set("/components/schemas/Plant/description", "\"Green.\"")], Docs, &["docs"]),
    ("an operation is described", &[Set("/paths/~1plants/get/description", "\"Lists plants.\"")], Docs, &["docs"]),
    (
        "a property is described",
        &[Set("/components/schemas/Plant/properties/name/description", "\"Its name.\"")],
        Docs,
        &["docs"],
    ),
    ("a length is bounded", &[Set("/components/schemas/NewPlant/properties/name/maxLength", "9")], Docs, &[]),
    // Properties.
    (
        "an optional property is added to a response",
        &[Set("/components/schemas/Plant/properties/colour", "{\"type\": \"string\"}")],
        Compatible,
        &["added"],
    ),
    (
        "an optional property is added to a request",
        &[Set("/components/schemas/NewPlant/properties/colour", "{\"type\": \"string\"}")],
        Compatible,
        &["added"],
    ),
    (
        "a required property is added to a response",
        &[
            Set("/components/schemas/Plant/properties/colour", "{\"type\": \"string\"}"),
            Set("/components/schemas/Plant/required", "[\"id\", \"name\", \"size\", \"colour\"]"),
        ],
        Compatible,
        &["added"],
    ),
    (
        "a required property is added to a request",
        &[
            Set("/components/schemas/NewPlant/properties/colour", "{\"type\": \"string\"}"),
            Set("/components/schemas/NewPlant/required", "[\"name\", \"species\", \"colour\"]"),
        ],
        Breaking,
        &["required-added"],
    ),
    (
        "a property of a request becomes required",
        &[Set("/components/schemas/NewPlant/required", "[\"name\", \"species\", \"note\"]")],
        Breaking,
        &["became-required"],
    ),
    (
        "a property of a request becomes optional",
        &[Set("/components/schemas/NewPlant/required", "[\"name\"]")],
        Breaking,
        &["became-optional"],
    ),
    (
        "a property of a response becomes required",
        &[Set("/components/schemas/Plant/required", "[\"id\", \"name\", \"size\", \"note\"]")],
        Breaking,
        &["became-required"],
    ),
    (
        "a property of a response becomes optional",
        &[Set("/components/schemas/Plant/required", "[\"id\", \"name\"]")],
        Breaking,
        &["became-optional"],
    ),
    (
        "a property of both becomes required",
        &[Set("/components/schemas/Label/required", "[\"key\", \"value\"]")],
        Breaking,
        &["became-required"],
    ),
    (
        "a required property becomes nullable",
        &[Set("/components/schemas/Plant/properties/name/type", "[\"string\", \"null\"]")],
        Breaking,
        &["became-nullable"],
    ),
    (
        "a property of a request becomes nullable",
        &[Set("/components/schemas/NewPlant/properties/note/type", "[\"string\", \"null\"]")],
        Breaking,
        &["became-nullable"],
    ),
    (
        "a property of a request is no longer nullable",
        &[Set("/components/schemas/PlantChanges/properties/note/type", "\"string\"")],
        Breaking,
        &["no-longer-nullable"],
    ),
    (
        "a property of a response is removed",
        &[Remove("/components/schemas/Plant/properties/note")],
        Breaking,
        &["field-removed"],
    ),
    (
        "a property of a request is removed",
        &[Remove("/components/schemas/NewPlant/properties/height")],
        Breaking,
        &["field-removed"],
    ),
    (
        "a property has another name",
        &[Rename("/components/schemas/Plant/properties/note", "remark")],
        Breaking,
        &["field-removed", "added"],
    ),
    (
        "a property has another name of the same words",
        &[Rename("/components/schemas/Plant/properties/planted_at", "plantedAt")],
        Silent,
        &["meaning-taken"],
    ),
    ("optional properties are in another order", &[Rotate("/components/schemas/PlantChanges/properties")], Docs, &[]),
    (
        "required names are in another order",
        &[Set("/components/schemas/NewPlant/required", "[\"species\", \"name\"]")],
        Docs,
        &[],
    ),
    (
        "an integer is wider",
        &[Set("/components/schemas/Plant/properties/size/format", "\"int64\"")],
        Breaking,
        &["field-type"],
    ),
    (
        "an integer becomes a number",
        &[Set("/components/schemas/Plant/properties/size", "{\"type\": \"number\"}")],
        Breaking,
        &["field-type"],
    ),
    (
        "text becomes an enum in a request",
        &[Set("/components/schemas/NewPlant/properties/species/enum", "[\"fern\", \"moss\"]")],
        Breaking,
        &["field-type"],
    ),
    (
        "text becomes a secret",
        &[Set("/components/schemas/NewPlant/properties/note/format", "\"password\"")],
        Breaking,
        &["field-type"],
    ),
    ("text becomes a date", &[Set("/components/schemas/Plant/properties/note/format", "\"date-time\"")], Docs, &[]),
    (
        "a property becomes a list",
        &[Set("/components/schemas/Plant/properties/note", "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}")],
        Breaking,
        &["field-type"],
    ),
    (
        "a property becomes a constant",
        &[Set("/components/schemas/NewPlant/properties/species/const", "\"fern\"")],
        Breaking,
        &["constant"],
    ),
    (
        "a property meets another after casing",
        &[Set("/components/schemas/Plant/properties/Note", "{\"type\": \"string\"}")],
        Compatible,
        &["added"],
    ),
    (
        "a property is called new",
        &[Set("/components/schemas/NewPlant/properties/new", "{\"type\": \"string\"}")],
        Compatible,
        &["added"],
    ),
    (
        "other properties are typed",
        &[Set("/components/schemas/Label/additionalProperties", "{\"type\": \"integer\"}")],
        Breaking,
        &["catch-all"],
    ),
    ("other properties are forbidden", &[Set("/components/schemas/Label/additionalProperties", "false")], Docs, &[]),
    ("a property is deprecated", &[Set("/components/schemas/Plant/properties/note/deprecated", "true")], Docs, &[]),
    (
        "a property is called extra",
        &[Set("/components/schemas/Label/properties/extra", "{\"type\": \"string\"}")],
        Compatible,
        &["added"],
    ),
    (
        "required properties are in another order",
        &[Rotate("/components/schemas/NewPlant/properties")],
        Silent,
        &["arguments-swapped"],
    ),
    // Enums.
    (
        "a value meets another after casing",
        &[Set("/components/schemas/PlantState/enum", "[\"seed\", \"grown\", \"lost\", \"LOST\"]")],
        Compatible,
        &["value-added"],
    ),
    (
        "a value is added",
        &[Set("/components/schemas/PlantState/enum", "[\"seed\", \"grown\", \"lost\", \"sold\"]")],
        Compatible,
        &["value-added"],
    ),
    (
        "a value is removed",
        &[Set("/components/schemas/PlantState/enum", "[\"seed\", \"grown\"]")],
        Breaking,
        &["value-removed"],
    ),
    (
        "values are in another order",
        &[Set("/components/schemas/PlantState/enum", "[\"lost\", \"grown\", \"seed\"]")],
        Docs,
        &[],
    ),
    (
        "a value has another case",
        &[Set("/components/schemas/PlantState/enum", "[\"seed\", \"grown\", \"LOST\"]")],
        Silent,
        &["meaning-taken"],
    ),
    (
        "all values have another case",
        &[Set("/components/schemas/PlantState/enum", "[\"Seed\", \"Grown\", \"Lost\"]")],
        Silent,
        &["meaning-taken"],
    ),
    (
        "a constant has another case",
        &[Set("/components/schemas/Watering/properties/way/const", "\"By-Hand\"")],
        Compatible,
        &["behaviour"],
    ),
    (
        "the tag of a variant has another case",
        &[Rename("/components/schemas/Reading/discriminator/mapping/soil", "SOIL")],
        Silent,
        &["meaning-taken"],
    ),
    (
        "a variant has a second tag",
        &[Set("/components/schemas/Reading/discriminator/mapping/earth", "\"#/components/schemas/SoilReading\"")],
        Docs,
        &[],
    ),
    (
        "the property that names the variant is another one",
        &[Set("/components/schemas/Reading/discriminator/propertyName", "\"sensor\"")],
        Breaking,
        &["constant", "behaviour"],
    ),
    ("an enum becomes text", &[Remove("/components/schemas/PlantState/enum")], Breaking, &["field-type"]),
    // Unions.
    (
        "a variant is added",
        &[
            Set(
                "/components/schemas/LightReading",
                "{\"type\": \"object\", \"required\": [\"kind\"], \"properties\": {\"kind\": {\"type\": \"string\"}, \"sensor\": {\"type\": \"string\"}, \"precision\": {\"type\": \"integer\"}, \"lux\": {\"type\": \"number\"}}}",
            ),
            Set("/components/schemas/Reading/oneOf/-", "{\"$ref\": \"#/components/schemas/LightReading\"}"),
            Set("/components/schemas/Reading/discriminator/mapping/light", "\"#/components/schemas/LightReading\""),
        ],
        Compatible,
        &["variant-added"],
    ),
    (
        "a variant is added that lacks what all others have",
        &[
            Set(
                "/components/schemas/LightReading",
                "{\"type\": \"object\", \"required\": [\"kind\"], \"properties\": {\"kind\": {\"type\": \"string\"}, \"sensor\": {\"type\": \"string\"}}}",
            ),
            Set("/components/schemas/Reading/oneOf/-", "{\"$ref\": \"#/components/schemas/LightReading\"}"),
            Set("/components/schemas/Reading/discriminator/mapping/light", "\"#/components/schemas/LightReading\""),
        ],
        Breaking,
        &["variant-added", "accessor"],
    ),
    (
        "a property of all variants has another type in one",
        &[Set("/components/schemas/AirReading/properties/precision", "{\"type\": \"number\"}")],
        Breaking,
        &["field-type", "accessor"],
    ),
    (
        "a property of all variants has another name of the same words",
        &[
            Rename("/components/schemas/AirReading/properties/precision", "Precision"),
            Rename("/components/schemas/SoilReading/properties/precision", "Precision"),
        ],
        Silent,
        &["meaning-taken"],
    ),
    ("variants are in another order", &[Rotate("/components/schemas/Reading/oneOf")], Docs, &[]),
    (
        "a variant is removed",
        &[
            Remove("/components/schemas/Reading/oneOf/1"),
            Remove("/components/schemas/Reading/discriminator/mapping/air"),
            Set(
                "/components/schemas/Reading/oneOf/-",
                "{\"type\": \"object\", \"required\": [\"kind\", \"lux\"], \"title\": \"Light\", \"properties\": {\"kind\": {\"const\": \"light\"}, \"lux\": {\"type\": \"number\"}}}",
            ),
        ],
        Breaking,
        &["variant-removed", "behind-feature"],
    ),
    // Types.
    ("a component has another name", &[Replace("Label", "Mark")], Breaking, &["type-renamed"]),
    (
        "an inline object becomes a component",
        &[
            Set(
                "/components/schemas/BedPlace",
                "{\"type\": \"object\", \"required\": [\"id\"], \"properties\": {\"id\": {\"type\": \"string\"}, \"row\": {\"type\": \"integer\"}}}",
            ),
            Set("/components/schemas/Plant/properties/bed", "{\"$ref\": \"#/components/schemas/BedPlace\"}"),
        ],
        Breaking,
        &["type-renamed"],
    ),
    (
        "equal types part",
        &[Set("/components/schemas/Corner/properties/name", "{\"type\": \"string\"}")],
        Compatible,
        &["added"],
    ),
    (
        "one of two equal types is removed",
        &[Replace("schemas/Corner", "schemas/Spot"), Remove("/components/schemas/Corner")],
        Breaking,
        &["alias-removed"],
    ),
    (
        "a third equal type is added",
        &[
            Set(
                "/components/schemas/Dot",
                "{\"type\": \"object\", \"properties\": {\"x\": {\"type\": \"number\"}, \"y\": {\"type\": \"number\"}, \"z\": {\"type\": \"number\"}}}",
            ),
            Set("/components/schemas/AirReading/properties/dot", "{\"$ref\": \"#/components/schemas/Dot\"}"),
        ],
        Compatible,
        &["added"],
    ),
    (
        "a type that was only received is sent",
        &[Set("/components/schemas/NewPlant/properties/spot", "{\"$ref\": \"#/components/schemas/Spot\"}")],
        Compatible,
        &["added"],
    ),
    (
        "a type that was sent is only received",
        &[Remove("/components/schemas/NewPlant/properties/labels")],
        Breaking,
        &["constructor-removed"],
    ),
    ("a type of a response becomes any JSON", &[Set("/components/schemas/Spot", "{}")], Breaking, &["field-type"]),
    (
        "an object becomes text",
        &[Set("/components/schemas/Label", "{\"type\": \"string\"}")],
        Breaking,
        &["field-type"],
    ),
];
