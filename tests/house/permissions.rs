//! Promises about the document of permissions.

use linli::cli::routes::permissions;

#[test]
fn the_document_of_permissions_is_what_the_command_prints() {
    let written = std::fs::read_to_string("docs/permissions.md").unwrap();
    assert!(written == permissions(), "write it anew: linli routes --permissions > docs/permissions.md");
}
