//! What a browser says of itself, in two words that are the same in every language.
//!
//! For: [`in_words`], so that people know their phones and computers in a list.
//! Must not know: requests. What the browser sent is kept nowhere as it stands.
//! To add: a browser or a system is a row; each also names those it came from, so the closer one
//! stands first.

/// What is sent, and what it is called.
const BROWSERS: [(&str, &str); 9] = [
    ("MicroMessenger", "WeChat"),
    ("AlipayClient", "Alipay"),
    ("HuaweiBrowser", "Huawei"),
    ("MQQBrowser", "QQ"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
];
const SYSTEMS: [(&str, &str); 8] = [
    ("OpenHarmony", "HarmonyOS"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
];

/// Browser and system; what cannot be told is left out.
pub fn in_words(said: &str) -> String {
    let named = |all: &[(&str, &'static str)]| all.iter().find(|(word, _)| said.contains(word)).map(|(_, name)| *name);
    [named(&BROWSERS), named(&SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_told_in_two_words_and_an_unknown_one_in_none() {
        let wechat = "Mozilla/5.0 (Linux; Android 13) AppleWebKit Chrome/116 Safari/537 MicroMessenger/8.0";
        assert_eq!(in_words(wechat), "WeChat · Android");
        assert_eq!(in_words("Mozilla/5.0 (iPhone; CPU iPhone OS 17) Version/17 Safari/604"), "Safari · iPhone");
        assert_eq!(in_words("<script>"), "");
    }
}
