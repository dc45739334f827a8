-- A database that Camunda made names its administrators' group camunda-admin; Operaton's web applications ask for operaton-admin.
-- Whoever adopts the fork gives this file the next free number.
INSERT INTO ACT_ID_GROUP (ID_, REV_, NAME_, TYPE_)
SELECT 'operaton-admin', REV_, NAME_, TYPE_ FROM ACT_ID_GROUP WHERE ID_ = 'camunda-admin';

UPDATE ACT_ID_MEMBERSHIP SET GROUP_ID_ = 'operaton-admin' WHERE GROUP_ID_ = 'camunda-admin';

UPDATE ACT_RU_AUTHORIZATION SET GROUP_ID_ = 'operaton-admin' WHERE GROUP_ID_ = 'camunda-admin';

DELETE FROM ACT_ID_GROUP WHERE ID_ = 'camunda-admin';
