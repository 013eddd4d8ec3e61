//! What a workspace says about its classes (R7).

use shared::error::Code;
use shared::json::read;
use shared::lang::Lang;
use shared::ticket::guide::{required, usual};
use shared::ticket::{Class, Detail, DetailKey, Guide, file};

use super::people::{NOW, body, filing};

#[test]
fn r7_a_workspace_that_set_up_nothing_says_what_its_classes_say() {
    let guide = usual().unwrap();
    assert_eq!(guide.check(), Ok(()));
    for &class in Class::ALL {
        let own = guide.of(class).unwrap();
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(own.guidance.of(lang).as_str(), class.guidance(lang));
            assert_eq!(own.parts[0].label.of(lang).as_str(), class.template()[0].key.label(lang));
        }
        assert_eq!(required(Some(&guide), class), required(None, class));
    }
}

#[test]
fn r7_a_guide_keeps_every_class_and_part_and_asks_for_something() {
    let field = |guide: &Guide| guide.check().map_err(|r| (r.code, r.field.unwrap()));
    let mut guide = usual().unwrap();
    guide.0.pop();
    assert_eq!(field(&guide), Err((Code::FieldInvalid, "classes".to_owned())));
    let mut guide = usual().unwrap();
    guide.0.swap(0, 1);
    assert_eq!(field(&guide), Err((Code::FieldInvalid, "classes".to_owned())));
    let mut guide = usual().unwrap();
    guide.0[1].parts.pop();
    assert_eq!(field(&guide), Err((Code::FieldInvalid, "classes.1.parts".to_owned())));
    let mut guide = usual().unwrap();
    guide.0[2].parts[0].key = DetailKey::Value;
    assert_eq!(field(&guide), Err((Code::FieldInvalid, "classes.2.parts".to_owned())));
    let mut guide = usual().unwrap();
    guide.0[3].parts.iter_mut().for_each(|part| part.required = false);
    assert_eq!(field(&guide), Err((Code::FieldInvalid, "classes.3.parts".to_owned())));
}

#[test]
fn r7_a_form_is_held_to_what_the_guide_requires() {
    let mut guide = usual().unwrap();
    for part in &mut guide.0[1].parts {
        part.required = part.key == DetailKey::Steps;
    }
    let filed = |key| {
        let mut form = filing(Class::Fault);
        form.details = vec![Detail { key, text: body("扫码") }];
        form.required = required(Some(&guide), Class::Fault);
        file(form, shared::actor::By::Timer, NOW).map(|_| ()).map_err(|r| r.field.unwrap())
    };
    assert_eq!(filed(DetailKey::Steps), Ok(()));
    assert_eq!(filed(DetailKey::Actual), Err("details.steps".to_owned()));
}

#[test]
fn a_guide_is_read_alike_by_both_readers() {
    let text = serde_json::to_string(&usual().unwrap()).unwrap();
    assert_eq!(read::<Guide>(&text), serde_json::from_str(&text).ok());
}
