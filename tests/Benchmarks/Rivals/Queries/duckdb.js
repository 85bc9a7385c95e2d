// Evaluates a query over a file of events on one thread, once for each line of its input, and answers with the number
// of matches, the milliseconds that it took and those of processor time. Only the fields that the rule reads are named, so no others are built.
const { DuckDBInstance } = require('@duckdb/node-api');
const [path, condition] = process.argv.slice(1).filter(argument => argument !== '--');
const columns = `{
  host: 'STRUCT(os STRUCT("type" VARCHAR))',
  event: 'STRUCT(code VARCHAR)',
  winlog: 'STRUCT(event_data STRUCT(CallTrace VARCHAR, TargetImage VARCHAR, SourceImage VARCHAR))'
}`;
const query = `
  select count(*) as matches
  from read_ndjson('${path}', columns = ${columns})
  where ${condition}`;

(async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  console.log('ready');
  for await (const _ of require('readline').createInterface({ input: process.stdin })) {
    const started = performance.now();
    const used = process.cpuUsage();
    const rows = await (await connection.runAndReadAll(query)).getRows();
    const { user, system } = process.cpuUsage(used);
    console.log(`${rows[0][0]} ${(performance.now() - started).toFixed(3)} ${((user + system) / 1000).toFixed(3)}`);
  }
})();
