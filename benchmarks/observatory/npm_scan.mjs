// What the HTTP Observatory says of hosts on loopback: one JSON line in ({"address", "host", "http", "https"},
// a port each), one JSON line out. Names lead to the line's address, and the web's ports to the line's ports.
import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
const { scan } = await import(pathToFileURL(`${folder}/src/scanner/index.js`));
let site; // a newer version wants an object in the host's place
try {
  ({ Site: site } = await import(pathToFileURL(`${folder}/src/site.js`)));
} catch {
  site = null;
}
let now = {};

dns.lookup = (_name, options, callback = options) =>
  options.all ? callback(null, [{ address: now.address, family: 4 }]) : callback(null, now.address, 4);
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const [options] = Array.isArray(given[0]) ? given[0] : given;
  const port = { 80: now.http, 443: now.https }[options?.port];
  if (port !== undefined) Object.assign(options, { host: now.address, port });
  return connect.apply(this, given);
};

async function told(host) {
  try {
    const result = await scan(site ? site.fromSiteString(host) : host, {});
    const ids = Object.values(result.tests).map((test) => [test.constructor.name, test.result]);
    return { ids: Object.fromEntries(ids), score: result.scan.score, grade: result.scan.grade };
  } catch (error) {
    return { error: error.message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  now = JSON.parse(line);
  for (const agent of [http.globalAgent, https.globalAgent]) agent.destroy(); // no connection of another line's
  console.log(JSON.stringify(await told(now.host)));
}
process.exit(0);
