//! `quotedex serve` from outside: pages, the API, and who may ask.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use serde_json::{Value, json};

use crate::util::World;

/// A running server; stopped at the end.
struct Server {
    child: Child,
    host: String,
}

/// What came back.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn start(world: &World, args: &[&str]) -> Self {
        let mut command = world.command();
        command.args(["serve", "--port", "0"]).args(args).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the server starts");
        let mut lines = BufReader::new(child.stderr.take().expect("standard error")).lines().map_while(Result::ok);
        let told = lines.next().expect("the address");
        let host = told.split("http://").nth(1).expect("an address").split('/').next().expect("a host").to_owned();
        // The rest of standard error is read, so that the server is never held up.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, host }
    }

    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.host.replace("localhost", "127.0.0.1")).expect("a connection");
        let has_host = headers.iter().any(|(name, _)| *name == "Host");
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        if !has_host {
            head += &format!("Host: {}\r\n", self.host);
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        stream.write_all(format!("{head}\r\n").as_bytes()).expect("the request is sent");
        // A server that refuses early may close before the body has arrived.
        let _ = stream.write_all(body);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        let body =
            if head.to_lowercase().contains("transfer-encoding: chunked") { unchunked(body) } else { body.to_owned() };
        Answer { status, head: head.to_owned(), body }
    }

    fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let body =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&");
        self.send("POST", path, &[("Content-Type", "application/x-www-form-urlencoded")], body.as_bytes())
    }

    /// The token that pages carry.
    fn token(&self) -> String {
        let page = self.get("/watches").body;
        page.split("name=\"token\" value=\"").nth(1).expect("a token").split('"').next().expect("its end").to_owned()
    }

    fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {answer:?}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn unchunked(body: &str) -> String {
    let (mut rest, mut whole) = (body, String::new());
    while let Some((length, behind)) = rest.split_once("\r\n") {
        let length = usize::from_str_radix(length.trim(), 16).unwrap_or(0);
        if length == 0 {
            break;
        }
        whole += behind.get(..length).unwrap_or(behind);
        rest = behind.get(length + 2..).unwrap_or_default();
    }
    whole
}

/// Articles with what a page must not run, and two by one speaker.
fn world() -> World {
    let hostile = "---\ntitle: \"<script>alert(1)</script>\"\ndate: 2024-05-12\npublisher: A & B\nurl: https://paper.example/a\n---\n\n\
                   “The <b>port</b> \" onmouseover=alert(2) will close in March,” Ann Smith, the mayor, said on Monday.\n";
    let other = "---\ntitle: Later\ndate: 2025-06-01\npublisher: The Paper\n---\n\n“The port will not close in March,” Ann Smith said. “We \
                 have 40 ships.”\n\n“It rained,” Bob Ray said.\n";
    let world = World::new().file("news/a.txt", hostile).file("news/b.txt", other);
    world.run(["index", "news"]).done();
    world
}

/// The id of a quote.
fn id(server: &Server, query: &str) -> String {
    server.json(&format!("/api/v1/search?q={query}"))["hits"][0]["id"].as_str().expect("an id").to_owned()
}

#[test]
fn every_page_is_whole_and_safe() {
    let world = world();
    let server = Server::start(&world, &[]);
    let rain = id(&server, "rained");
    for path in [
        "/",
        "/?phrase=the%20port%20will%20close%20in%20March",
        "/?phrase=purple%20elephants&speaker=smyth",
        "/search",
        "/search?q=port&speaker=smith&page=1",
        "/search?q=elephants&speaker=smyth",
        "/speakers",
        "/speaker/ann-smith",
        "/topics",
        "/topics?topic=port",
        "/compare",
        "/compare?one=smith&other=ray",
        &format!("/quote/{rain}"),
        "/watches",
        "/add",
        "/about",
    ] {
        let page = server.get(path);
        assert_eq!(page.status, 200, "{path}: {page:?}");
        assert!(page.body.contains("<h1") && page.body.contains("<title>") && page.body.ends_with("</html>"), "{path}");
        let head = page.head.to_lowercase();
        assert!(head.contains("content-security-policy: default-src 'none'"), "{path}: {head}");
        assert!(head.contains("x-content-type-options: nosniff"), "{path}: {head}");
        assert!(!page.body.contains("<script>") && !page.body.contains("<b>port"), "{path}: {}", page.body);
        assert!(!page.body.contains("\" onmouseover") && !page.body.contains(" style="), "{path}: {}", page.body);
    }
    let found = server.get("/search?q=port").body;
    assert!(found.contains("&lt;b&gt;<mark>port</mark>&lt;/b&gt;"), "{found}");
    assert!(found.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{found}");
    assert!(server.get("/speaker/ann-smith").body.contains("Quoted beside"));
    assert_eq!(server.get("/nowhere").status, 404);
    assert_eq!(server.get("/quote/ffffffffffffffff").status, 404);
    assert_eq!(server.get("/speaker/zebedee").status, 404);
    assert_eq!(server.get("/search?q=(x").status, 400);
    assert_eq!(server.get("/search?since=soon").status, 400);
    assert_eq!(server.get(&format!("/search?q={}", "x".repeat(20_000))).status, 400);
    assert_eq!(server.get("/../../etc/passwd").status, 404);
}

#[test]
fn an_empty_index_has_pages_too() {
    let world = World::new().file("empty.txt", "\n");
    world.run(["index", "empty.txt"]);
    let server = Server::start(&world, &[]);
    for path in ["/", "/search", "/speakers", "/topics", "/watches", "/about"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    assert!(server.get("/").body.contains("no articles yet"));
}

#[test]
fn a_sentence_is_looked_up_and_a_draft_is_checked() {
    let server_world = world();
    let server = Server::start(&server_world, &[]);
    let moved = server.form("/check", &[("text", "“It rained,”"), ("speaker", "Bob Ray")]);
    assert_eq!(moved.status, 303, "{moved:?}");
    assert!(moved.head.contains("location: /?phrase=It%20rained%2C&speaker=Bob%20Ray"), "{moved:?}");
    let answer = server.get("/?phrase=It%20rained&speaker=Bob%20Ray").body;
    assert!(answer.contains("Yes. Bob Ray said this, verbatim."), "{answer}");
    let altered = server.get("/?phrase=the%20port%20will%20never%20close%20in%20March").body;
    assert!(altered.contains("<ins>") || altered.contains("<del>"), "{altered}");
    let draft = server.form("/check", &[("text", "“It rained,” Bob Ray said.\n\n“It snowed,” Bob Ray said.")]);
    assert_eq!(draft.status, 200);
    assert!(draft.body.contains("1 of 2 quotations is verbatim"), "{}", draft.body);
}

#[test]
fn only_this_computer_and_its_own_pages_may_ask() {
    let world = world();
    let server = Server::start(&world, &[]);
    let refused = |headers: &[(&str, &str)], method: &str, path: &str| server.send(method, path, headers, b"").status;
    assert_eq!(refused(&[("Host", "evil.example")], "GET", "/"), 403);
    assert_eq!(refused(&[("Host", "evil.example")], "GET", "/api/v1/search"), 403);
    assert_eq!(refused(&[("Origin", "https://evil.example")], "POST", "/check"), 403);
    assert_eq!(refused(&[("Origin", "null")], "POST", "/check"), 403);
    let own = format!("http://{}", server.host);
    assert_eq!(
        refused(&[("Origin", &own), ("Content-Type", "application/x-www-form-urlencoded")], "POST", "/check"),
        303
    );
    // A browser hides the origin of forms of pages without a referrer.
    assert!(server.get("/").head.to_lowercase().contains("referrer-policy: same-origin"));
    for (method, path) in
        [("GET", "/speakers?page=x"), ("GET", "/search?q=a&q=b"), ("GET", "/quote/%ff"), ("POST", "/search")]
    {
        assert!(server.send(method, path, &[], b"").body.contains("<h1>"), "{path}");
    }
    assert!(server.get("/api/v1/search?q=a&q=b").head.contains("application/problem+json"));
    assert_eq!(refused(&[("Sec-Fetch-Site", "cross-site")], "POST", "/watches"), 403);
    let rain = id(&server, "rained");
    assert_eq!(server.form(&format!("/quote/{rain}/correct"), &[("action", "denied"), ("token", "x")]).status, 403);
    assert_eq!(server.form("/watches", &[("action", "add"), ("name", "a")]).status, 403);
    assert!(!server.get("/").head.to_lowercase().contains("access-control"), "no other site may read");

    world.run(["serve", "--listen", "0.0.0.0", "--port", "0"]).fails("whoever reaches this address");
    let server = Server::start(&world, &["--token", "secret"]);
    assert_eq!(server.get("/").status, 403);
    assert_eq!(server.get("/?token=wrong").status, 403);
    let first = server.get("/?token=secret");
    assert_eq!(first.status, 303);
    let port = server.host.rsplit(':').next().unwrap();
    assert!(
        first.head.contains(&format!("set-cookie: quotedex-{port}=secret; HttpOnly; SameSite=Strict")),
        "{first:?}"
    );
    let cookie = format!("a=b; quotedex-{port}=secret");
    assert_eq!(server.send("GET", "/", &[("Cookie", &cookie)], b"").status, 200);
    let search = server.get("/search?q=port&token=secret&sort=newest");
    assert!(search.head.contains("location: /search?q=port&sort=newest"), "{search:?}");
    let elsewhere = server.get("//evil.example/?token=secret");
    assert!(elsewhere.head.contains("location: /evil.example/"), "{elsewhere:?}");
    assert_eq!(server.send("GET", "/api/v1/search", &[("Authorization", "Bearer secret")], b"").status, 200);
}

#[test]
fn a_correction_is_made_on_the_page() {
    let world = world();
    let server = Server::start(&world, &[]);
    let (rain, token) = (id(&server, "rained"), server.token());
    let place = format!("/quote/{rain}/correct");
    let saved =
        server.form(&place, &[("token", &token), ("action", "speaker"), ("speaker", "Cy Fox"), ("note", "heard")]);
    assert_eq!(saved.status, 303, "{saved:?}");
    let page = server.get(&format!("/quote/{rain}")).body;
    assert!(page.contains("Cy Fox") && page.contains("Decided by hand. quotedex had found Bob Ray"), "{page}");
    assert_eq!(server.form(&place, &[("token", &token), ("action", "undo")]).status, 303);
    assert!(!server.get(&format!("/quote/{rain}")).body.contains("Cy Fox"));
    assert_eq!(server.form(&place, &[("token", &token), ("action", "speaker")]).status, 400);
    assert_eq!(server.form(&place, &[("token", &token), ("action", "--index=x")]).status, 400);
    assert_eq!(server.form(&place, &[("token", &token), ("action", "not-a-quotation")]).status, 303);
    assert_eq!(server.get(&format!("/quote/{rain}")).status, 404);
}

#[test]
fn watches_are_kept_on_the_page() {
    let world = world();
    let server = Server::start(&world, &[]);
    let token = server.token();
    let change = |action: &str, name: &str| {
        server.form("/watches", &[("token", &token), ("action", action), ("name", name), ("query", "snow")]).status
    };
    assert_eq!(change("add", "winter"), 303);
    assert_eq!(change("add", "winter"), 400);
    assert_eq!(change("add", "two words"), 400);
    let world = world.file("news/c.txt", "Snow\n\n“There will be snow,” Bob Ray said.\n");
    world.run(["index", "news"]).done();
    // The index is followed without a restart, and to look is not to be told.
    for _ in 0..2 {
        assert!(server.get("/watches").body.contains("1 new statement"), "{}", server.get("/watches").body);
    }
    assert_eq!(change("read", "winter"), 303);
    assert!(server.get("/watches").body.contains("Nothing new."));
    assert!(server.get("/watches/winter.atom").body.contains("There will be snow"));
    assert_eq!(change("remove", "winter"), 303);
    assert_eq!(server.get("/watches/winter.atom").status, 404);
}

#[test]
fn dropped_files_are_indexed() {
    let world = world();
    let server = Server::start(&world, &[]);
    let part = |name: &str, content: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{content}\r\n")
    };
    let token = format!("--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{}\r\n", server.token());
    let kind = ("Content-Type", "multipart/form-data; boundary=x");
    let send = |body: String| server.send("POST", "/add", &[kind], body.as_bytes());
    let told = |added: &Answer| {
        assert_eq!(added.status, 303, "{added:?}");
        let place = added.head.split("location: ").nth(1).and_then(|rest| rest.lines().next());
        server.get(place.expect("an address")).body
    };
    let files = part("../../evil.txt", "Hail\n\n“There will be hail,” Bob Ray said.\n");
    assert_eq!(send(format!("{files}--x--\r\n")).status, 403, "without the token");
    let added = send(format!("{token}{files}--x--\r\n"));
    assert!(told(&added).contains("1 new, 0 changed, 0 known already; 1 quotation found."), "{added:?}");
    assert_eq!(server.json("/api/v1/search?q=hail")["total"], 1);
    let kept: Vec<_> = std::fs::read_dir(world.path("index/added")).unwrap().collect();
    assert_eq!(kept.len(), 1);
    assert!(!world.path("evil.txt").exists() && !world.path("../evil.txt").exists());
    let again = send(format!("{token}{}--x--\r\n", part("again.txt", "Hail\n\n“There will be hail,” Bob Ray said.\n")));
    assert!(told(&again).contains("0 new, 0 changed, 1 known already"), "{again:?}");
    let broken = send(format!("{token}{}--x--\r\n", part("my letter.docx", "PK\u{3}\u{4} no archive")));
    assert!(told(&broken).contains("<li>my-letter.docx: "), "{broken:?}");
    // While another process writes, nobody is told that the request is wrong; nothing of it is left.
    let writing = quotedex::Update::begin(&world.path("index")).unwrap();
    let busy = send(format!("{token}{}--x--\r\n", part("busy.txt", "Fog\n\n“There will be fog,” Bob Ray said.\n")));
    assert!(busy.status == 503 && busy.head.contains("retry-after"), "{busy:?}");
    drop(writing);
    assert_eq!(std::fs::read_dir(world.path("index/added")).unwrap().count(), 1);
    assert_eq!(send(format!("{token}--x--\r\n")).status, 400);
    world.run(["check"]).done();
}

#[test]
fn an_address_for_others_needs_a_token() {
    let world = world();
    for token in ["", "  "] {
        world
            .run(["serve", "--port", "0", "--listen", "0.0.0.0", "--token", token])
            .fails("whoever reaches this address");
    }
    world.run(["serve", "--port", "0", "--token", "a;b"]).fails("the token has other characters");
}

#[test]
fn idle_connections_make_room_for_others() {
    let world = world();
    let server = Server::start(&world, &[]);
    let connect = || TcpStream::connect(server.host.replace("localhost", "127.0.0.1"));
    // More than the server keeps; where the system lets a process open fewer files, as many as there can be.
    let idle: Vec<TcpStream> = (0..700).map_while(|_| connect().ok()).collect();
    assert!(idle.len() > 300, "{}", idle.len());
    for _ in 0..20 {
        assert_eq!(server.get("/about").status, 200);
    }
}

#[cfg(unix)]
#[test]
fn a_slow_client_does_not_hold_it_up() {
    let world = world();
    let mut server = Server::start(&world, &[]);
    let mut slow = TcpStream::connect(server.host.replace("localhost", "127.0.0.1")).unwrap();
    slow.write_all(b"GET / HT").unwrap();
    assert_eq!(server.get("/speakers?page=18446744073709551615").status, 200);
    assert!(
        std::process::Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().unwrap().success()
    );
    let begun = std::time::Instant::now();
    assert!(server.child.wait().unwrap().success());
    assert!(begun.elapsed().as_secs() < 30, "it waits for nobody");
    drop(slow);
}

/// Whether `value` is what `schema` says: the part of JSON Schema that the document uses.
fn fits(document: &Value, schema: &Value, value: &Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return fits(document, &document["components"]["schemas"][name], value, place);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        fits(document, part, value, place);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let one = if value.is_null() { any.last() } else { any.first() };
        return fits(document, one.unwrap(), value, place);
    }
    if let Some(values) = schema["enum"].as_array() {
        assert!(values.contains(value), "{place}: {value}");
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let allows = |name: &Value| name == kind || name == "number" && kind == "integer";
    match &schema["type"] {
        Value::String(_) => assert!(allows(&schema["type"]), "{place}: {kind}"),
        Value::Array(names) => assert!(names.iter().any(allows), "{place}: {kind}"),
        _ => {}
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(value.get(name.as_str().unwrap()).is_some(), "{place}: no {name} in {value}");
    }
    for (name, field) in value.as_object().into_iter().flatten() {
        if let Some(schema) = schema["properties"].get(name) {
            fits(document, schema, field, &format!("{place}.{name}"));
        }
    }
    for item in value.as_array().into_iter().flatten() {
        fits(document, &schema["items"], item, &format!("{place}[]"));
    }
}

#[test]
fn the_api_answers_as_its_document_says() {
    let world = world();
    let server = Server::start(&world, &[]);
    let document = server.json("/api/v1/openapi.json");
    let rain = id(&server, "rained");
    for (path, asked) in [
        ("/api/v1/search", "?q=port&sort=newest&limit=5"),
        ("/api/v1/who", "?phrase=the%20port%20will%20never%20close%20in%20March"),
        ("/api/v1/who", "?phrase=it%20rained&speaker=smith"),
        ("/api/v1/speakers", "?name=smith"),
        ("/api/v1/topics", ""),
        ("/api/v1/topics", "?topic=port"),
        ("/api/v1/timeline", "?speaker=smith"),
        ("/api/v1/audit", "?by=gender"),
        ("/api/v1/quotes/{id}", ""),
    ] {
        let schema = &document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{path}");
        let answer = server.json(&format!("{}{asked}", path.replace("{id}", &rain)));
        fits(&document, schema, &answer, path);
    }
    let checked = server.send("POST", "/api/v1/verify", &[], "“It rained,” Bob Ray said.".as_bytes());
    let checked: Value = serde_json::from_str(&checked.body).unwrap();
    let schema =
        &document["paths"]["/api/v1/verify"]["post"]["responses"]["200"]["content"]["application/json"]["schema"];
    fits(&document, schema, &checked, "verify");
    assert_eq!(checked["by_verdict"], json!({"verbatim": 1}));
    // The same answer is not sent again.
    let first = server.get("/api/v1/search?q=port");
    let tag = first.head.lines().find_map(|line| line.strip_prefix("etag: ")).expect("an ETag").to_owned();
    assert_eq!(server.send("GET", "/api/v1/search?q=port", &[("If-None-Match", &tag)], b"").status, 304);
    for (path, status) in [
        ("/api/v1/search?q=(x", 400),
        ("/api/v1/who", 400),
        ("/api/v1/audit?by=x", 400),
        ("/api/v1/quotes/ffffffffffffffff", 404),
        ("/api/v1/nothing", 404),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.head.contains("application/problem+json"), "{path}: {answer:?}");
        let problem: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!((&problem["status"], problem["detail"].is_string()), (&json!(status), true), "{path}");
    }
}
