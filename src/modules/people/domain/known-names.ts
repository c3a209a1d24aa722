import { nameWords } from './name-key.ts';

/**
 * Given names and surnames that most people here have. A slip of the finger makes a word that nobody is called, so two of
 * these that differ are two names however near they look: `Raúl` and `Saúl`, `Hernández` and `Fernández`. Ways of writing
 * the same name are left out (`Brayan`): those are for the rules of sound. A name that is missing here costs a question too
 * many, never a wrong answer. By hand: name lists on npm are samples for inventing people, with variants mixed in.
 */
const GIVEN = `
  abel abelardo abigail abraham abril ada adalberto adan adela adelaida adelina adolfo adrian adriana agapito agripina agustin
  agustina aida aide alan alba alberta albertina alberto aldo alejandra alejandrina alejandro alejo alexa alexis alfonsina alfonso
  alfreda alfredo alicia alma alonso amado amador amalia amanda amelia america amparo ana anabel anahi anastasia andrea andres
  angel angela angeles angelica angelina anita anselmo antonia antonio apolinar aquiles araceli aranza ariadna ariana ariel armanda
  armando arnulfo artemio arturo asuncion augusta augusto aurelia aurelio aurora azucena baltazar barbara bartolo beatriz belen
  benita benito benjamin bernarda bernardino bernardo berta bertha blanca blas bonifacio brenda bruno camila camilo candelaria
  candido carina carla carlos carlota carmela carmelo carmen carolina casandra casimiro catalina cayetano cecilia cecilio celerino
  celestino celia celso cesar clara claudia claudio clemente clementina concepcion conrado constantino consuelo cornelio cristal
  cristian cristina cristobal cruz dalia damian daniel daniela dante dario david debora delfina delfino delia demetrio diana diego
  dionisio dolores domingo dominga dora dulce edgar edith edmundo eduardo edwin efrain efren eladio elda elena eleuterio elia elias
  eligio elisa elisabet eloisa elsa elvia elvira emilia emiliano emilio emma enrique enriqueta erasmo eric erica erika ernestina
  ernesto esmeralda esperanza esteban estefania estela ester estrella eugenia eugenio eulalia eulalio eusebio eva evangelina
  evelia evelin everardo ezequiel fabian fabiola facundo fatima faustino fausto federico felicitas felipa felipe felix fermin
  fernanda fernando fidel fidelia filemon filiberto flavio flor florencia florencio florentino fortino francisca francisco frida
  fulgencio gabino gabriel gabriela gaspar gema genaro genoveva georgina gerardo german gilberto gisela gladis gloria gonzalo
  graciela gregoria gregorio griselda guadalupe guillermina guillermo gustavo hector heriberto herlinda hermelinda hermenegildo
  hilario hilda hipolito homero horacio hortensia hugo humberto ignacia ignacio ildefonso imelda ines ingrid irais irene iris irma
  isaac isabel isaias isela isidro ismael israel itzel ivan ivette ivonne jacinto jacobo jaime janet jaqueline javier jazmin jenifer
  jeronimo jesus joaquin joel jonatan jorge jose josefa josefina josue juan juana juanita judith julia julian juliana julieta julio
  justino karen karla katia laura lauro lazaro leandro leobardo leonardo leonel leonor leopoldo leticia liliana lidia lilia linda
  lizbeth lorena lorenza lorenzo lourdes lucas lucero lucia luciana luciano lucila lucio luis luisa luz macario magali magdalena
  maira manuel manuela marcela marcelina marcelino marcelo marco marcos margarita margarito maria mariana mariano maribel maricela
  maricruz marina mario marisa marisela marisol marta martha martin martina mateo matias matilde mauricio maurilio maximiliano
  maximino mayra melchor melisa mercedes micaela miguel miguelina mireya miriam modesto moises monica monserrat nadia naomi narciso
  natalia natividad nelida nestor nicolas nicolasa nidia noe noel noemi nora norberto norma octavio odilia ofelia olga olivia omar
  ana oralia orlando oscar osvaldo otilia pablo paloma pamela pascual patricia patricio paula paulina paulino paz pedro perla petra
  pilar porfirio primitivo prudencio rafael rafaela ramiro ramon ramona raquel raul rebeca refugio regina reina reinaldo renata rene
  reyes reyna ricarda ricardo rigoberto rita roberta roberto rocio rodolfo rodrigo rogelio rolando roman romualdo rosa rosalba
  rosalia rosalinda rosalva rosana rosario rosaura rosendo rosenda ruben rufina rufino ruth sabina sabino sabrina salomon salvador
  samanta samuel sandra santa santiago santos sara saul sebastian selene serafin sergio severiano silveria silverio silvestre silvia
  silvino simon socorro sofia soledad sonia susana tadeo tania telesforo teodora teodoro teofilo teresa tereso timoteo tomas tomasa
  trinidad ubaldo ulises valentin valentina valeria valerio vanesa vanessa venancio veronica vicenta vicente victor victoria
  victoriano vidal violeta virgilio virginia viridiana vladimir wilfrido yadira yolanda zenaida zeferino zoila`;
const SURNAMES = `
  abarca acevedo acosta acuna aguilar aguilera aguirre alanis alarcon albarran alcantara alfaro almazan alonso altamirano alvarado
  alvarez amador amaya amezcua anaya andrade angeles aparicio aragon aranda araujo arce archundia arcos arellano arenas arevalo arias
  arriaga arroyo arteaga arzate avalos avelar avendano avila ayala baez ballesteros balderas banuelos barajas barcenas barragan
  barraza barrera barrientos barrios barron bastida bautista baza becerra becerril bello beltran benavides benitez bermudez bernabe
  bernal blanco bobadilla bonilla botello bravo briones brito bueno bustamante bustos caballero cabrera cadena calderon calixto calvo
  camacho camarena camargo campos canales cano cantu carbajal cardenas cardoso carmona caro carranza carrasco carrera carrillo carrion
  casas casillas castaneda castellanos castillo castro cazares ceballos celis cepeda cerda cervantes chavez chimal cid cisneros colin
  colon contreras cordero cordova cornejo corona coronado corral correa cortes cortez covarrubias crespo cruz cuellar cuevas davila
  delgado dias diaz dominguez duarte duenas duran echeverria elizalde enciso enriquez escalante escamilla escobar escobedo escudero
  espejel espino espinosa espinoza esquivel estevez estrada fabela fajardo farfan felix fernandez fierro figueroa flores fonseca
  fragoso franco fuentes galicia galindo gallardo gallegos galvan galvez gamboa gamez garay garcia garduno garnica garrido garza
  gaytan gil godinez gomez gongora gonzaga gonzalez gordillo granados guadarrama guerra guerrero guevara guillen gutierrez guzman
  haro heredia hernandez herrera hidalgo hinojosa huerta hurtado ibanez ibarra infante iniesta islas iturbe izquierdo jacinto jaimes
  jaramillo jardon jasso jimenez juarez lagunas landa lara laredo larios leal lechuga ledezma legorreta leiva lemus leon leyva linares
  lira llamas loaiza lopez lovera lozada lozano lucero lugo luna macedo macias madrid maldonado malvaez manjarrez manriquez manzano
  marin marquez martinez mata maya medina medrano mejia melendez melgar mena mendieta mendoza menchaca mendez mercado merino mesa meza
  mijares millan miranda mireles molina mondragon monroy montano montes montero montiel montoya mora morales moran moreno morin moya
  muciño munguia muniz munoz murillo najera nava navarrete navarro neri nieto nieves noguez nolasco noriega novoa nunez obregon ocampo
  ocaña ochoa ojeda olivares olivera olmos olvera ontiveros ordonez orozco orta ortega ortiz osorio pacheco padilla paez palacios
  palafox palma palomino pantoja paredes parra pastrana patino paz pedraza peña penaloza peralta perea perez pichardo pina pineda pinto
  plata plaza pliego polanco ponce porras portillo posadas prado preciado prieto puente puga pulido quezada quijano quintana quintero
  quiroz ramirez ramos rangel razo rebollar rentería resendiz reyna reyes reynoso reza rico rincon rios rivas rivera robledo robles rocha
  rodriguez rojas roldan roman romero romo roque rosales rosas rosete rubi rubio ruelas ruiz saavedra saenz salamanca salas salazar
  salcedo saldana saldivar salgado salinas salmeron salvador samano sanabria sanchez sandoval santana santiago santillan santos segovia
  segura sepulveda serna serrano servin sierra silva sigala solano solares solis solorio sosa sotelo soto suarez tafoya tapia tavares
  tejeda tellez tello tenorio teran tinoco toledo torres tovar trejo treviño trujillo ugalde ulloa urbina uribe urquiza valadez valdes
  valdez valencia valenzuela valladares valle vaca vallejo vanegas varela vargas vazquez vega velasco velazquez velez vera vergara
  vidal vieyra vilchis villa villalobos villanueva villarreal villaseñor villegas vivanco xolalpa yanez zamora zamudio zarate zaragoza
  zavala zepeda zermeño zuniga`;

const KNOWN: ReadonlySet<string> = new Set(nameWords(`${GIVEN} ${SURNAMES}`));

/** The usual names, for benches that need people as they are. */
export const usualNames = (): { given: string[]; surnames: string[] } => ({
  given: nameWords(GIVEN),
  surnames: nameWords(SURNAMES),
});

/** True if people are called so: a word of `nameWords`. */
export const isKnownName = (word: string): boolean => KNOWN.has(word);

/** Short forms that stand for one name only; `Beto` and `Chela` stand for several and are left out. */
const SHORT_FORMS = new Map([
  ['lupita', 'guadalupe'],
  ['lupe', 'guadalupe'],
  ['pancho', 'francisco'],
  ['paco', 'francisco'],
  ['pepe', 'jose'],
  ['nacho', 'ignacio'],
  ['chucho', 'jesus'],
  ['tono', 'antonio'],
  ['lalo', 'eduardo'],
  ['memo', 'guillermo'],
  ['quique', 'enrique'],
  ['kike', 'enrique'],
  ['lety', 'leticia'],
  ['paty', 'patricia'],
  ['vero', 'veronica'],
  ['concha', 'concepcion'],
  ['lola', 'dolores'],
  ['licha', 'alicia'],
  ['mague', 'margarita'],
  ['nando', 'fernando'],
]);

/** The name behind a short form; any other word stays. */
export const formalName = (word: string): string => SHORT_FORMS.get(word) ?? word;
