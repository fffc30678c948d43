// Stands in for the customer's API: /health as documented, ready when it listens, an orderly end on SIGINT.
const http = require('http');

const port = process.env.API_PORT || 5001;
const began = Date.now();

const health = () => {
  const { heapUsed, heapTotal } = process.memoryUsage();
  const mebibytes = (bytes) => Math.round(bytes / (1 << 20));
  return {
    status: 'ok',
    uptime: Math.floor((Date.now() - began) / 1000),
    activeClients: 3,
    memory: {
      heapUsed: mebibytes(heapUsed),
      heapTotal: mebibytes(heapTotal),
      heapPercent: Math.round((100 * heapUsed) / heapTotal),
    },
  };
};

// What can go wrong with it, on request.
let isSick = false;
const leaked = [];
const faults = {
  '/crash': () => process.exit(1),
  '/sick': () => (isSick = true),
  '/well': () => (isSick = false),
  '/leak': () => setInterval(() => leaked.push(Buffer.alloc(10 << 20, 1)), 50),
};

if (process.env.API_CRASH) {
  console.error('Error: no session');
  process.exit(1);
}

const server = http.createServer((request, response) => {
  if (faults[request.url]) faults[request.url]();
  const isHealth = request.url === '/health' && !isSick;
  response.writeHead(isHealth ? 200 : 404, { 'Content-Type': 'application/json', Connection: 'close' });
  response.end(JSON.stringify(isHealth ? health() : { error: 'not found' }));
  console.log(`${request.method} ${request.url} ${response.statusCode}`);
});

server.listen(port, process.env.LISTEN_HOST || '127.0.0.1', () => {
  console.log(`API listening on ${port}, ${process.env.NODE_ENV}`);
  // Somebody who watches may hold the word back: then it is said once the file is there.
  const gate = process.env.READY_GATE;
  const ready = () => process.send && process.send('ready');
  if (!gate) return ready();
  const look = setInterval(() => {
    if (!require('fs').existsSync(gate)) return;
    clearInterval(look);
    ready();
  }, 20);
});

process.on('SIGINT', () => {
  console.log('closing');
  server.close(() => process.exit(0));
});
