//! What the binary promises on the command line: a start that cannot succeed says why in one
//! sentence on stderr, and nothing is left half done.
//!
//! To add: a file of the command's name, or a promise here if it is about starting.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::items_after_statements,
    clippy::assigning_clones,
    clippy::needless_pass_by_value,
    clippy::zombie_processes,
    clippy::expect_fun_call,
    reason = "a test that cannot go on fails"
)]

mod counting;

use std::fs::Permissions;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The binary with nothing of the surroundings' settings.
fn linli(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linli"));
    for setting in ["DATABASE_URL", "LINLI_DATA", "LINLI_ADDR", "LINLI_URL", "LINLI_LOG"] {
        command.env_remove(setting);
    }
    command.arg("--data").arg(data).stderr(Stdio::piped()).stdout(Stdio::piped());
    command
}

/// What a command that must fail says on stderr.
fn complaint(mut command: Command) -> String {
    let out = command.output().expect("the binary starts");
    assert!(!out.status.success(), "it should have failed");
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// A running server and the first line it says.
struct Running(Child, String);

impl Running {
    fn start(mut command: Command) -> Self {
        let mut child = command.spawn().expect("the binary starts");
        let mut first = String::new();
        let mut lines = BufReader::new(child.stderr.take().expect("stderr is piped"));
        lines.read_line(&mut first).expect("it says something");
        Self(child, first)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port is free").port()
}

#[test]
fn a_server_says_where_it_answers_and_answers_there() {
    let folder = tempfile::tempdir().unwrap();
    let addr = format!("127.0.0.1:{}", free_port());
    let mut command = linli(folder.path());
    command.args(["serve", "--addr", &addr]);
    let running = Running::start(command);
    assert!(running.1.contains(&addr), "{}", running.1);
    let mut stream = std::net::TcpStream::connect(&addr).unwrap();
    std::io::Write::write_all(&mut stream, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[test]
fn a_port_in_use_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = taken.local_addr().unwrap().to_string();
    let mut command = linli(folder.path());
    command.args(["serve", "--addr", &addr]);
    let said = complaint(command);
    assert!(said.contains(&addr) && said.contains("--addr"), "{said}");
}

#[test]
fn a_wrong_database_address_is_said_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for (url, word) in [("mysql://x/y", "postgres://"), ("postgres://nobody@127.0.0.1:1/none", "Check the address")] {
        let mut command = linli(folder.path());
        command.args(["--database", url, "serve", "--addr", "127.0.0.1:0"]);
        let said = complaint(command);
        assert!(said.contains("DATABASE_URL") && said.contains(word), "{url}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}

#[test]
fn a_data_folder_that_cannot_be_made_is_said_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a-file");
    std::fs::write(&file, "x").unwrap();
    let mut command = linli(&file);
    command.args(["serve", "--addr", "127.0.0.1:0"]);
    let said = complaint(command);
    assert!(said.contains("data folder") && said.contains("a-file"), "{said}");
}

/// The last nine bits of a mode.
fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_new_data_folder_and_its_files_are_the_operators_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut command = linli(&data);
    command.args(["serve", "--addr", "127.0.0.1:0"]);
    let running = Running::start(command);
    assert_eq!((mode(&data), mode(&data.join("uploads"))), (0o700, 0o700), "{}", running.1);
    for file in ["linli.db", "linli.db-wal", "linli.db-shm", "linli.db-next", "linli.db-turn", "secret.key"] {
        assert_eq!(mode(&data.join(file)), 0o600, "{file}");
    }
    drop(running);
    let out = linli(&data).arg("doctor").output().unwrap();
    assert!(!String::from_utf8_lossy(&out.stdout).contains("chmod"));
}

#[test]
fn a_data_folder_that_stands_open_is_left_alone_and_named_by_the_doctor() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(&data, Permissions::from_mode(0o755)).unwrap();
    let mut command = linli(&data);
    command.args(["serve", "--addr", "127.0.0.1:0"]);
    drop(Running::start(command));
    let out = linli(&data).arg("doctor").output().unwrap();
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(out.status.success() && said.contains("chmod 700"), "{said}");
    assert_eq!((mode(&data), mode(&data.join("linli.db"))), (0o755, 0o600));
}

/// A small file system of its own, filled to the last byte. Only root can mount one; where the
/// test runs as another, it says so in its one line and keeps the promise with a limit on the
/// size of files instead, which refuses writes in the same way.
#[test]
fn a_full_disk_at_the_start_is_said_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let shell = format!(
        "mount -t tmpfs -o size=64k tmpfs '{path}' 2>/dev/null || {{ echo 'not root: file size limited instead'; ulimit -f 8; trap '' XFSZ; }}; \
         '{bin}' --data '{path}' serve --addr 127.0.0.1:0; status=$?; umount '{path}' 2>/dev/null; exit $status",
        path = folder.path().display(),
        bin = env!("CARGO_BIN_EXE_linli"),
    );
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c", &shell]).env_remove("DATABASE_URL").env_remove("LINLI_DATA");
    let out = command.output().expect("util-linux is installed");
    let out = if out.status.success() || String::from_utf8_lossy(&out.stderr).contains("unshare") {
        Command::new("sh").args(["-c", &shell]).env_remove("DATABASE_URL").output().expect("a shell")
    } else {
        out
    };
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(!out.status.success(), "it should have failed");
    assert!(said.contains("cannot be used") && said.contains("free space"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}
