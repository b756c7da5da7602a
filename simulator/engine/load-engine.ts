// Each of these says what happens when its events fall due; they only need to be there.
import './campaigns/interactions';
import './campaigns/play-send';
import './imports/play-import';
import './bulk-removals';
import './programs';
import './insight-import';
import './segments';
import './v3/delete-contacts';
import './v3/insight';
import './v3/insight-import';
