/** What both servers share: a restify server on a free port that says where it is. */
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import restify from 'restify';

/** Serves a bot at /api/messages as the samples do; the line `ready <url>` tells that it can be asked. */
export async function serve(bot) {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  adapter.onTurnError = async (_context, error) => console.error(error);
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser());
  server.post('/api/messages', async (request, response) => {
    await adapter.process(request, response, (context) => bot.run(context));
  });
  server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log(`ready ${server.url}`));
}
