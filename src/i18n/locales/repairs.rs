//! Repairs, for those who do them and those who look after them; the building leader's first page.

crate::messages! {
    title { "要修的", "To repair" }
    title_look { "修好的，去看看", "Repairs to look at" }
    lead { "按到期先后排。修好了就报一声，住户看过才算完。", "Soonest due first. Say when it is done; it is over once the household says so." }
    lead_look { "看过说一声对不对。算不算修好，还是住户说了算。", "Look and say whether it is right. Whether it is gone is for the household to say." }
    none { "没有要修的。", "Nothing is to be repaired." }
    none_look { "没有等着看的。", "Nothing waits to be looked at." }
    due(day: &str) { "{day}前修好", "Due by {day}" }
    late(day: &str) { "过了{day}", "Was due by {day}" }
    note { "说明（可以不写）", "A word about it (may be empty)" }
    fixed { "修好了", "It is repaired" }
    is_fixed { "报上了，住户会去看。", "Noted. The household looks at it now." }
    look_note { "哪里不对？", "What is not right?" }
    right { "修得对", "It is right" }
    not_right { "没修好", "It is not right" }
    looked { "记下了。", "Noted." }
    found_right(day: &str) { "{day}有人看过，说修得对", "Looked at on {day} and found right" }

    doors { "上门", "Door to door" }
    doors_none { "没有归您上门的楼。", "There is no building for you to visit." }
    whole { "整个小区", "The whole community" }
}
