//! tmp
use quotedex::{tag::neural::Network,text::Document,train::neural::*};
use std::time::Instant;
fn main(){
    let a:Vec<String>=std::env::args().skip(1).collect();
    let bytes=std::fs::read(&a[0]).unwrap();
    let t=Instant::now(); let net=Network::from_bytes(&bytes).unwrap(); println!("load {:?}",t.elapsed());
    let mut arts=read_gold(&std::fs::read_to_string(&a[1]).unwrap()).unwrap();
    if let Some(h)=a.get(2){let h:usize=h.parse().unwrap(); arts=arts.into_iter().enumerate().filter(|(i,_)|i%h==h-1).map(|x|x.1).collect();}
    let mut out=vec![]; 
    for c in measure(&arts,|d|{net.score(d,&mut out); best_labels(&out,net.transitions())}) {println!("{:.1} {:?} {:?}",c.f1(),c.precision_recall(),c);}
    let docs:Vec<_>=arts.iter().map(|a|Document::new(&a.text)).collect();
    let n:usize=docs.iter().map(|d|d.tokens.len()).sum();
    for _ in 0..3{let t=Instant::now(); for d in &docs{net.score(d,&mut out);} let e=t.elapsed().as_secs_f64(); println!("{n} tokens, {:.0}/s, {:.2} us", n as f64/e, e*1e6/n as f64);}
}
