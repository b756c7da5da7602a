export { connectorLabels, connectors, type Connector } from '../integrations/schemas';
