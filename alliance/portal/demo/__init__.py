"""The demo data: what it says (data modules) and how it gets in (`fill`), through actions only."""
