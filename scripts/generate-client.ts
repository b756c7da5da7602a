import { generateClient } from './local/generate-client';

generateClient();
