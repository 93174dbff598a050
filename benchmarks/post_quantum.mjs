// A server on OpenSSL 3.5: certificate, key, groups and lowest version are given; prints its port.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";

const [cert, key, ecdhCurve, minVersion] = process.argv.slice(2);
const options = { cert: readFileSync(cert), key: readFileSync(key), ecdhCurve, minVersion };
const server = createServer(options, (_, response) => response.end("hello"));
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
