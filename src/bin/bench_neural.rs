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
    let Some(dump)=a.get(3) else{return};
    let dump=std::fs::read(dump).unwrap();
    let nums:Vec<f32>=dump.chunks_exact(4).map(|c|f32::from_le_bytes(c.try_into().unwrap())).collect();
    for w in [0.0f32,0.3,0.4,0.5,0.6,0.7,1.0]{
        let mut at=0;
        for b in [0.0f32, 0.3] {
        at=0;
        print!("w {w} boost {b}");
        for c in measure(&arts,|d|{
            net.score(d,&mut out);
            assert_eq!(nums[at].to_bits() as usize, out.len()); at+=1;
            let mut steps=vec![];
            for row in out.iter_mut(){
                for l in 0..7{row[l]=row[l]*w+nums[at+l]*(1.0-w); if l%2==1&&l<5{row[l]+=b;}}
                at+=7;
                let mut t=*net.transitions();
                for x in 0..7{for y in 0..7{t[x][y]=t[x][y]*w+nums[at+x*7+y].max(-50.0)*(1.0-w);}}
                at+=49; steps.push(t);
            }
            best_with(&out,&steps)
        }) {print!("  {:.1} ({:.0}/{:.0})",c.f1(),c.precision_recall()[0],c.precision_recall()[1]);}
        println!();
        }
        let _=at;
    }
}
fn best_with(s:&[[f32;7]],t:&[[[f32;7];7]])->Vec<quotedex::tag::Label>{
    use quotedex::tag::Label;
    let n=s.len(); let mut back=vec![[0usize;7];n]; let mut prev=[0.0f32;7];
    for i in 0..n{ let mut cur=[f32::NEG_INFINITY;7];
        for to in 0..7{ for from in 0..7{ if i==0&&from!=0{continue}
            if !Label::from_index(to).may_follow(Label::from_index(from)){continue}
            let v=prev[from]+t[i][from][to]+s[i][to]; if v>cur[to]{cur[to]=v;back[i][to]=from;} } }
        prev=cur; }
    let mut l=(0..7).fold(0,|m,x|if prev[x]>prev[m]{x}else{m}); let mut o=vec![Label::OUTSIDE;n];
    for i in (0..n).rev(){o[i]=Label::from_index(l); l=back[i][l];} o
}
