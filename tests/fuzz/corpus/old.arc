filedesc://a.arc 0.0.0.0 20040512100000 text/plain 4
1 0

http://paper.example/1 10.0.0.1 20040512100000 text/html 77
HTTP/1.1 200 OK
Content-Type: text/html

<p>"Nobody asked us," he said.</p>...

http://paper.example/2 10.0.0.1 20040512100000 text/plain 10
It rained.
