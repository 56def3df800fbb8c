/** (c) The same short orientation as botbuilder-dialogs are usually written: a waterfall of prompts, state in Redis. */
import { ActivityHandler, ConversationState, MessageFactory } from 'botbuilder';
import { ChoicePrompt, ComponentDialog, DialogSet, DialogTurnStatus, WaterfallDialog } from 'botbuilder-dialogs';
import { createClient } from 'redis';
import { serve } from './common.mjs';

/** Plain storage: a key an item, JSON, no time to live. */
class RedisStorage {
  constructor(client) {
    this.client = client;
  }

  async read(keys) {
    const values = await Promise.all(keys.map((key) => this.client.get(key)));
    return Object.fromEntries(keys.flatMap((key, index) => (values[index] ? [[key, JSON.parse(values[index])]] : [])));
  }

  async write(changes) {
    await Promise.all(Object.entries(changes).map(([key, value]) => this.client.set(key, JSON.stringify(value))));
  }

  async delete(keys) {
    await Promise.all(keys.map((key) => this.client.del(key)));
  }
}

const REGIONS = ['Bruselas', 'Flandes', 'Valonia'];
const NEEDS = ['vivienda', 'legal', 'salud', 'trabajo'];
const KINDS = ['esta noche', 'pronto', 'desalojo'];

class Orientation extends ComponentDialog {
  constructor() {
    super('orientation');
    this.addDialog(new ChoicePrompt('choice'));
    this.addDialog(
      new WaterfallDialog('main', [
        (step) => step.prompt('choice', { prompt: '¿Puedes escribir ahora con calma?', choices: ['si', 'no'] }),
        (step) => this.next(step, 'safe', '¿Qué quieres ver primero?', NEEDS),
        (step) => this.next(step, 'need', '¿Qué se parece más a lo que buscas?', KINDS),
        (step) => this.next(step, 'kind', '¿En qué parte de Bélgica?', REGIONS),
        async (step) => {
          step.values.region = step.result.value;
          const { need, kind, region } = step.values;
          await step.context.sendActivity(
            MessageFactory.text(
              `Esto puede servir (${need}, ${kind}, ${region}): servicio uno, servicio dos, servicio tres.`,
            ),
          );
          return step.endDialog();
        },
      ]),
    );
    this.initialDialogId = 'main';
  }

  next(step, name, prompt, choices) {
    step.values[name] = step.result.value;
    return step.prompt('choice', { prompt, choices });
  }
}

class OrientationBot extends ActivityHandler {
  constructor(state) {
    super();
    const property = state.createProperty('dialogs');
    const dialogs = new DialogSet(property).add(new Orientation());
    this.onMessage(async (context, next) => {
      const dialog = await dialogs.createContext(context);
      const result = await dialog.continueDialog();
      if (result.status === DialogTurnStatus.empty) await dialog.beginDialog('orientation');
      await state.saveChanges(context);
      await next();
    });
  }
}

const client = createClient({ url: process.env.REDIS_URL });
await client.connect();
await serve(new OrientationBot(new ConversationState(new RedisStorage(client))));
