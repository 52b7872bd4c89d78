const TEXT: &str = "<p>The mayor said on Monday that the old bridge would open again, and that nobody need fear it.</p><p>“We have <em>all</em> waited long <a href=x>enough</a>,” said <b>Ann Smith</b>, who runs the ferry, “and we are tired.”</p><p>The council meets again in May, when it will hear from the engineers, the ferry, and those who live there.</p>";
fn main() {
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let pages = [
        "<div>".repeat(n) + TEXT,
        format!("<div>{}", "<div>x</div>".repeat(n)),
        "<span>x".repeat(n) + TEXT,
        "<b class=x>".repeat(1000) + &"<p>x y z, and so on".repeat(n),
        "<table><tr><td>x".repeat(n) + TEXT,
        "<a href=y>x".repeat(n) + TEXT,
        "x<br>".repeat(n) + TEXT,
        "<br>".repeat(n) + TEXT,
        "<ul><li>x".repeat(n) + TEXT,
        "<h2>a title of some words</h2>".repeat(n) + TEXT,
        format!("<p {}>{TEXT}", "a b=c ".repeat(n)),
        format!("<p>{}", "“word” ".repeat(n)),
        "<p class=related>x</p>".repeat(n) + TEXT,
        "<".repeat(n) + TEXT,
        "<p>a long paragraph, of some words, and so on and on</p>".repeat(n),
        "<div><p>a long paragraph, of some words, and so on and on</p></div>".repeat(n),
        "<div class=share><p>a long paragraph, of some words, and so on and on</p></div>".repeat(n),
        "<div><a href=x>a long link, of some words, and so on and on</a></div>".repeat(n),
        "<li>a long item, of some words, and so on and on".repeat(n),
        "<div><span>".repeat(n) + TEXT,
        "<td>x".repeat(n) + TEXT,
        "<table>".to_owned() + &"<tr><td>x<td>y".repeat(n) + TEXT,
        "<img src=x>".repeat(n) + TEXT,
        "<time>x</time>".repeat(n) + TEXT,
        "<blockquote>".repeat(n) + TEXT,
        "<div class=related>".repeat(n) + TEXT,
    ];
    for html in &pages {
        let t = std::time::Instant::now();
        let r = quotedex::read::page(html, None);
        println!("{:>8.0} ms {} {}", t.elapsed().as_secs_f64() * 1e3, &html[..30].replace('\n', " "), r.is_ok());
    }
}
