//! Staff of the demo: who they are and their passwords.
//!
//! For: [`members`].
//! Must not know: hashes; what a duty may do.
//! To add: a row of [`MEMBERS`].

use crate::cli::demo::dice::Dice;
use crate::domain::ids::{BuildingId, CommunityId, StaffId};
use crate::domain::moment::Moment;
use crate::domain::policy::{Grant, Role, Scope};
use crate::domain::region::RegionCode;

/// One account.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its id.
    pub id: StaffId,
    /// What is typed to sign in.
    pub login: String,
    /// Name or duty.
    pub name: String,
    /// Its password; none for accounts that only sign what was written in the past.
    pub password: Option<String>,
    /// What it may do where.
    pub grant: Grant,
}

impl Member {
    /// The scope as the list of logins says it: a region's code or `everywhere`.
    pub fn scope(&self) -> String {
        match &self.grant.scope {
            Scope::Everywhere => "everywhere".to_owned(),
            Scope::Region(code) => code.as_str().to_owned(),
            Scope::Community(id) | Scope::Building(id, _) => id.to_string(),
        }
    }
}

/// Login, name, duty, region (empty: everywhere).
const MEMBERS: [(&str, &str, Role, &str); 12] = [
    ("admin", "系统管理员", Role::Admin, ""),
    ("security", "安全管理员", Role::Security, ""),
    ("auditor", "审计员", Role::Auditor, ""),
    ("province", "省老旧小区改造工作专班", Role::Official, "36"),
    ("county", "西湖区住建局", Role::Official, "360103"),
    ("street", "朝阳洲街道办事处", Role::Official, "360103002"),
    ("committee-a", "朝新社区居委会 熊桂兰", Role::Committee, "360103002008"),
    ("committee-b", "朝新社区居委会 万国平", Role::Committee, "360103002008"),
    ("committee-bayi", "抚生路社区居委会 喻秋生", Role::Committee, "360103002009"),
    ("contractor", "江西建工 施工队", Role::Contractor, "360103002"),
    ("property", "洪城物业", Role::Property, "360103002"),
    ("supervisor", "居民监督员 熊水根", Role::Supervisor, "360103002"),
];

/// The accounts that sign in, then one official for each other street that has a community.
pub fn members(dice: &Dice, made: Moment, streets: &[(RegionCode, String)]) -> Vec<Member> {
    let mut found: Vec<Member> = MEMBERS
        .iter()
        .map(|(login, name, role, place)| {
            let scope = RegionCode::parse(place).map_or(Scope::Everywhere, Scope::Region);
            Member {
                id: StaffId(dice.id(made)),
                login: (*login).to_owned(),
                name: (*name).to_owned(),
                password: Some(password(dice)),
                grant: Grant { role: *role, scope },
            }
        })
        .collect();
    for (code, name) in streets {
        if found.iter().any(|member| member.scope() == code.as_str()) {
            continue;
        }
        found.push(Member {
            id: StaffId(dice.id(made)),
            login: format!("street-{code}"),
            name: name.clone(),
            password: None,
            grant: Grant { role: Role::Official, scope: Scope::Region(code.clone()) },
        });
    }
    found
}

/// The leader of one building, for going from door to door.
pub fn leader(dice: &Dice, made: Moment, community: CommunityId, building: BuildingId) -> Member {
    Member {
        id: StaffId(dice.id(made)),
        login: "leader".to_owned(),
        name: "楼栋长 涂秀英".to_owned(),
        password: Some(password(dice)),
        grant: Grant { role: Role::Leader, scope: Scope::Building(community, building) },
    }
}

/// Three groups of four characters that cannot be mistaken for one another: 59 bits.
fn password(dice: &Dice) -> String {
    const LETTERS: [char; 31] = [
        'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y',
        'z', '2', '3', '4', '5', '6', '7', '8', '9',
    ];
    let group = || -> String { (0..4).filter_map(|_| dice.pick(&LETTERS)).collect() };
    [group(), group(), group()].join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::staff as rules;

    #[test]
    fn every_login_and_password_is_one_that_linli_would_take() {
        let street = RegionCode::parse("360203002").unwrap();
        let own = RegionCode::parse("360103002").unwrap();
        let all = members(&Dice::new(1, "people"), Moment(0), &[(street, "街道".to_owned()), (own, "街道".to_owned())]);
        assert_eq!(all.len(), MEMBERS.len() + 1);
        for member in &all {
            assert_eq!(rules::login(&member.login), Ok(member.login.clone()));
            if let Some(password) = &member.password {
                assert_eq!(rules::password(&member.login, password), Ok(()), "{password}");
            }
        }
    }
}
