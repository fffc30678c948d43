// The customer's file: two apps of the container wa-manager, as PM2 runs them; `health` is wamon's, and PM2
// passes over it.
const health = (port, path) => ({
  http: `http://127.0.0.1:${port}${path}`,
  interval: '30s',
  timeout: '10s',
  retries: 3,
  start_period: '60s',
});

module.exports = {
  apps: [
    {
      name: 'api-server',
      script: './server/index.js',
      instances: 1,
      exec_mode: 'fork',
      autorestart: true,
      watch: false,
      max_memory_restart: '400M',
      env: {
        NODE_ENV: 'production',
        API_PORT: process.env.API_PORT || 5001,
      },
      health: health(process.env.API_PORT || 5001, '/health'),
      wait_ready: true,
      listen_timeout: 10000,
      kill_timeout: 10000,
      min_uptime: '10s',
      max_restarts: 10,
      restart_delay: 4000,
      exp_backoff_restart_delay: 100,
      error_file: './logs/api-error.log',
      out_file: './logs/api-out.log',
      log_date_format: 'YYYY-MM-DD HH:mm:ss Z',
      merge_logs: true,
    },
    {
      name: 'nextjs-server',
      script: 'npx',
      args: 'next start',
      instances: 1,
      exec_mode: 'fork',
      autorestart: true,
      watch: false,
      max_memory_restart: '300M',
      env: {
        NODE_ENV: 'production',
      },
      health: health(process.env.PORT || 3000, '/'),
      kill_timeout: 10000,
      min_uptime: '10s',
      max_restarts: 10,
      restart_delay: 4000,
      exp_backoff_restart_delay: 100,
      error_file: './logs/nextjs-error.log',
      out_file: './logs/nextjs-out.log',
      log_date_format: 'YYYY-MM-DD HH:mm:ss Z',
      merge_logs: true,
    },
  ],
};
