import { render } from 'preact';
import { App } from './app.tsx';
import { followLinks } from './navigation.ts';

// biome-ignore lint/plugin: the one place from which the staff pages get their time
const clock = () => new Date();

const root = document.getElementById('app');
if (root) {
  followLinks();
  // The service says so in the document, which is there before anyone has signed in.
  const isDemo = document.querySelector('meta[name=demo]') !== null;
  render(<App clock={clock} isDemo={isDemo} />, root);
}
