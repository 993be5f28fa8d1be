// react-admin's plain list over the same API: the columns that the dashboard's own list shows first.
import * as React from "react";
import { createRoot } from "react-dom/client";
import { Admin, Datagrid, DateField, List, NumberField, Resource, TextField } from "react-admin";

const dataProvider = {
  async getList(_resource, { pagination: { perPage } }) {
    const answer = await fetch(`/api/orders?limit=${perPage}`);
    const { items, next } = await answer.json();
    const data = items.map((order) => ({ ...order, number: order.id, id: `${order.panel}:${order.id}` }));
    return { data, pageInfo: { hasNextPage: next !== null, hasPreviousPage: false } };
  },
};

const Orders = () => (
  <List perPage={50} exporter={false}>
    <Datagrid>
      <TextField source="panel" />
      <TextField source="number" />
      <TextField source="user" />
      <NumberField source="charge.value" />
      <TextField source="link" />
      <NumberField source="start_count" />
      <NumberField source="quantity" />
      <TextField source="service_name" />
      <TextField source="status" />
      <NumberField source="remains" />
      <DateField source="created" showTime />
    </Datagrid>
  </List>
);

createRoot(document.getElementById("root")).render(
  <Admin dataProvider={dataProvider} disableTelemetry>
    <Resource name="orders" list={Orders} />
  </Admin>,
);
