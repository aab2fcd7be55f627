// Reads over TLS as fast as it can: `tls-client.cjs COUNT URLS`. Prints how many in a second.
const https = require("node:https");

const [, , count, urls] = process.argv;
const paths = JSON.parse(urls);
const host = process.env.ARM_METADATA_HOSTNAME;
const agent = new https.Agent({ keepAlive: true, maxSockets: 16 });

function request(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = https.request(`https://${host}${path}`, { method, headers, agent }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => (text += chunk));
      answer.on("end", () => resolve({ status: answer.statusCode, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

async function main() {
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: process.env.ARM_CLIENT_ID,
    client_secret: process.env.ARM_CLIENT_SECRET,
    scope: `https://${host}/.default`,
  });
  const type = { "content-type": "application/x-www-form-urlencoded" };
  const path = `/${process.env.ARM_TENANT_ID}/oauth2/v2.0/token`;
  const token = JSON.parse((await request("POST", path, type, form.toString())).text).access_token;
  const headers = { authorization: `Bearer ${token}` };
  let left = Number(count);
  const begun = process.hrtime.bigint();
  const reader = async () => {
    while (left-- > 0) {
      const { status } = await request("GET", paths[left % paths.length], headers);
      if (status !== 200) {
        throw new Error(`Answered ${status}.`);
      }
    }
  };
  await Promise.all(Array.from({ length: 16 }, reader));
  console.log(Number(count) / (Number(process.hrtime.bigint() - begun) / 1e9));
  agent.destroy();
}

void main();
