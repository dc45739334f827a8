-- Each row the engine writes is entered in every index of its table, and each index entry in the database's log. The engine's scripts
-- make indexes for all its users; these serve nothing that is asked here. What is left of the history finds a case by its run or by the
-- root of its runs, and acts by person and time; CMMN, tenants and the engine's own removal of history (suban.retention has its place)
-- are not used.

-- history of steps: the path of a case, its archive
drop index if exists ACT_IDX_HI_ACT_INST_START_END;
drop index if exists ACT_IDX_HI_ACT_INST_END;
drop index if exists ACT_IDX_HI_ACT_INST_COMP;
drop index if exists ACT_IDX_HI_ACT_INST_STATS;
drop index if exists ACT_IDX_HI_ACT_INST_TENANT_ID;
drop index if exists ACT_IDX_HI_ACT_INST_PROC_DEF_KEY;
drop index if exists ACT_IDX_HI_AI_PDEFID_END_TIME;
drop index if exists ACT_IDX_HI_ACT_INST_RM_TIME;

-- history of tasks; Cockpit counts those that have not ended by ACT_IDX_HI_TASK_INST_END
drop index if exists ACT_IDX_HI_TASK_INST_TENANT_ID;
drop index if exists ACT_IDX_HI_TASK_INST_PROC_DEF_KEY;
drop index if exists ACT_IDX_HI_TASKINSTID_PROCINST;
drop index if exists ACT_IDX_HI_TASK_INST_RM_TIME;
drop index if exists ACT_IDX_HI_TASK_INST_START;

-- history of runs
drop index if exists ACT_IDX_HI_PRO_INST_END;
drop index if exists ACT_IDX_HI_PRO_INST_TENANT_ID;
drop index if exists ACT_IDX_HI_PRO_INST_PROC_DEF_KEY;
drop index if exists ACT_IDX_HI_PRO_INST_PROC_TIME;
drop index if exists ACT_IDX_HI_PI_PDEFID_END_TIME;
drop index if exists ACT_IDX_HI_PRO_INST_RM_TIME;
drop index if exists ACT_IDX_HI_PRO_RST_PRO_INST_ID;

-- the log of acts in the engine
drop index if exists ACT_IDX_HI_OP_LOG_PROCDEF;
drop index if exists ACT_IDX_HI_OP_LOG_TASK;
drop index if exists ACT_IDX_HI_OP_LOG_RM_TIME;
drop index if exists ACT_IDX_HI_OP_LOG_OP_TYPE;
drop index if exists ACT_IDX_HI_OP_LOG_ENTITY_TYPE;

-- what runs
drop index if exists ACT_IDX_EXEC_TENANT_ID;
drop index if exists ACT_IDX_TASK_LAST_UPDATED;
drop index if exists ACT_IDX_TASK_OWNER;
drop index if exists ACT_IDX_TASK_TENANT_ID;
drop index if exists ACT_IDX_EVENT_SUBSCR_TENANT_ID;
drop index if exists ACT_IDX_VARIABLE_TASK_ID; -- ACT_IDX_VARIABLE_TASK_NAME_TYPE begins with the same column
drop index if exists ACT_IDX_VARIABLE_TENANT_ID;
drop index if exists ACT_IDX_JOB_TENANT_ID;
drop index if exists ACT_IDX_JOB_HANDLER_TYPE; -- ACT_IDX_JOB_HANDLER begins with the same column
drop index if exists ACT_IDX_AUTH_RM_TIME;

-- of CMMN, which the engine is told not to know: what these refer to has no rows
alter table ACT_RU_TASK drop constraint if exists ACT_FK_TASK_CASE_EXE;
alter table ACT_RU_TASK drop constraint if exists ACT_FK_TASK_CASE_DEF;
alter table ACT_RU_VARIABLE drop constraint if exists ACT_FK_VAR_CASE_EXE;
alter table ACT_RU_VARIABLE drop constraint if exists ACT_FK_VAR_CASE_INST;
drop index if exists ACT_IDX_TASK_CASE_EXEC;
drop index if exists ACT_IDX_TASK_CASE_DEF_ID;
drop index if exists ACT_IDX_VAR_CASE_EXE;
drop index if exists ACT_IDX_VAR_CASE_INST_ID;
