use std::io::BufRead;
fn main() {
    let file = std::fs::File::open("/work/shared/corpus/pages.jsonl.gz").unwrap();
    let lines = std::io::BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines();
    let out = std::env::args().nth(1).unwrap();
    std::fs::create_dir_all(&out).unwrap();
    let mut meta = String::new();
    let mut total = 0.0;
    for line in lines {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let id = v["id"].as_str().unwrap();
        let t = std::time::Instant::now();
        let a = quotedex::read::page(v["html"].as_str().unwrap(), v["url"].as_str());
        let ms = t.elapsed().as_secs_f64() * 1000.0;
        total += ms;
        match a {
            Ok(a) => {
                std::fs::write(format!("{out}/{id}.txt"), a.text()).unwrap();
                meta += &format!(
                    "{id}\t{ms:.1}\t{:?}\t{:?}\t{:?}\t{:?}\t{:?}\n",
                    a.title,
                    a.publisher,
                    a.date.map(|d| d.to_string()),
                    a.authors,
                    a.url
                );
            }
            Err(e) => {
                std::fs::write(format!("{out}/{id}.txt"), "").unwrap();
                meta += &format!("{id}\t{ms:.1}\tERROR {e}\n")
            }
        }
    }
    std::fs::write(format!("{out}/meta.tsv"), meta).unwrap();
    eprintln!("{total:.0} ms");
}
