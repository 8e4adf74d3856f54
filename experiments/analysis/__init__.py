"""Reading a sweep: plain functions from tables and arrays to tables; figures and the report draw and print what they return."""
