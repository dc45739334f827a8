-- Single sign-on: whose account is whose at the provider. The provider's own id of a person (as a digest, with the provider's name)
-- stays when the name of the account changes there, and when a name is given to somebody else.
create table sign_on (
  user_id   varchar(64) primary key,
  subject   varchar(64) not null unique,
  -- when the provider said what the account's groups were taken from, in seconds since 1970
  as_of     bigint not null
);

-- Log-ins that the provider says have ended there, so that every node ends what began with them; for a week.
create table sign_on_end (
  provider_session  varchar(64) primary key,
  ended_at          bigint not null
);
