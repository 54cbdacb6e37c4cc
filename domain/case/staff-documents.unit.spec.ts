import { command, complaint, dispatcher, fixer, submit } from '../../test/given/case.js';

const photo = {
  kind: 'photo',
  name: 'a.jpg',
  mediaType: 'image/jpeg',
  size: 1000,
  sha256: 'b'.repeat(64),
};
const attach = command('attach-document', { document: photo });
const story = complaint((draft) => {
  for (const document of draft.documents as { by?: string }[]) document.by = 'staff';
});
const fresh = story.when(submit());

describe('a document that staff bring', () => {
  it('comes from nobody else, neither with the application nor later', () => {
    story
      .when(submit({ documents: [photo] }))
      .thenRejected('case.document-by-staff', { pointer: '/documents/0/kind' });
    fresh.when(attach).thenRejected('case.document-by-staff', { pointer: '/document/kind' });
  });

  it('comes from staff, and from whom the case is with', () => {
    fresh.as(fixer).when(attach).then({ type: 'case.document-attached.v1' });
    fresh
      .as(dispatcher)
      .when(command('assign', { assignee: { kind: 'vendor', id: 'w' } }))
      .as({ id: 'w', kind: 'vendor', roles: [] })
      .when(attach)
      .then({ type: 'case.document-attached.v1' });
  });
});
