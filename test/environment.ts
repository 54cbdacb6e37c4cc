/** The environment of a program that a spec starts: settings and servers of whoever runs the specs are not its own. */
export const environmentOfPrograms = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !name.startsWith('CHARTER_') && !servers.includes(name),
    ),
  );

const servers: readonly string[] = ['MONGODB_URI', 'EVENTSTORE_URL'];
