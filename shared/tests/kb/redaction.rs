//! What a ticket knows of people does not go into an article (R24).

use proptest::prelude::*;
use shared::kb::redact::{Kind, redact};
use shared::lang::Lang;

/// What is found in a text, in order.
fn found(text: &str) -> Vec<(Kind, String)> {
    redact(text, &[], Lang::Zh).found.into_iter().map(|found| (found.kind, found.original)).collect()
}

#[test]
fn r24_each_kind_is_replaced_and_listed_for_the_reviewer() {
    let text = "请联系张经理（13800138000，zhang.wei@acme.com.cn），地址：苏州市工业园区星湖街328号5栋402室，身份证32050219900307123X，服务器 192.168.1.20。张经理在。";
    let redacted = redact(text, &[], Lang::Zh);
    assert_eq!(
        redacted.text,
        "请联系【姓名】（【电话】，【邮箱】），地址：【地址】，身份证【证件或卡号】，服务器 【IP 地址】。【姓名】在。"
    );
    let listed: Vec<_> = redacted.found.iter().map(|found| (found.kind, found.original.as_str(), found.count)).collect();
    let expected = [
        (Kind::Name, "张经理", 2),
        (Kind::Phone, "13800138000", 1),
        (Kind::Email, "zhang.wei@acme.com.cn", 1),
        (Kind::Address, "苏州市工业园区星湖街328号5栋402室", 1),
        (Kind::Number, "32050219900307123X", 1),
        (Kind::Machine, "192.168.1.20", 1),
    ];
    assert_eq!(listed, expected);
}

#[test]
fn r24_names_that_the_ticket_knows_are_found_wherever_they_stand() {
    let redacted = redact("Li Wei of ACME called; Weimar and acme-labs too. 李雷说，李雷。", &["li wei", "Acme", "李雷", "x"], Lang::En);
    assert_eq!(redacted.text, "[name] of [name] called; Weimar and [name]-labs too. [name]说，[name]。");
}

#[test]
fn r24_names_are_known_by_how_people_are_addressed() {
    for (text, name) in [
        ("找王建国先生确认", "王建国先生"),
        ("李工来过", "李工"),
        ("请刘总批", "刘总"),
        ("联系人：韩梅梅，财务部", "韩梅梅"),
        ("ask Mr. John Smith, please", "John Smith"),
        ("Contact: Anna", "Anna"),
    ] {
        assert_eq!(found(text), [(Kind::Name, name.to_owned())], "{text}");
    }
    for text in ["高工作量", "何总额不对", "生产经理五分钟内到场", "工单由班组长审核", "Mr. nobody"] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn r24_telephone_numbers_are_found_as_people_write_them() {
    for number in [
        "138-0013-8000",
        "138 0013 8000",
        "+86 138 0013 8000",
        "8613800138000",
        "0512-62881234",
        "(021) 62881234",
        "010-6288-1234",
        "0512-62881234-803",
        "400-820-8820",
        "+1 (415) 555-0132",
        "415-555-0132",
    ] {
        assert_eq!(found(&format!("电话{number}。")), [(Kind::Phone, number.to_owned())], "{number}");
    }
}

#[test]
fn r24_dates_amounts_versions_and_codes_are_no_numbers_of_people() {
    for text in [
        "2026-11-05 14:30",
        "金额 1250000.00",
        "版本 12.2.1.4.0",
        "ORA-01017",
        "单号 PO202611050012",
        "MATNR 000000000100012345-7a",
        "第 12 行",
        "100 200 300",
        "20261105143000",
        "0.5",
        "1-2",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn r24_addresses_are_from_the_place_to_the_door() {
    for (text, address) in [
        ("寄到上海市浦东新区张江路665号德宏大厦", "上海市浦东新区张江路665号"),
        ("位于长安街8弄3号楼2单元", "长安街8弄3号楼2单元"),
        ("Send it to 221B Baker Street, London", "221B Baker Street"),
        ("at 1600 Amphitheatre Garden Road.", "1600 Amphitheatre Garden Road"),
    ] {
        assert_eq!(found(text), [(Kind::Address, address.to_owned())], "{text}");
    }
    for text in ["工艺路线修改", "一路上", "3 Orders on the Road"] {
        assert_eq!(found(text), [], "{text}");
    }
}

proptest! {
    #[test]
    fn r24_whatever_is_replaced_is_listed(text in "[张王李经理总工 0-9a-z@.+()路号市：,-]{0,60}") {
        let once = redact(&text, &["李王"], Lang::Zh);
        let marks = Kind::ALL.iter().map(|kind| once.text.matches(&format!("【{}】", kind.label(Lang::Zh))).count()).sum::<usize>();
        let listed: u32 = once.found.iter().map(|found| found.count).sum();
        prop_assert_eq!(marks, listed as usize);
        for found in &once.found {
            prop_assert!(text.contains(&found.original));
        }
    }
}
